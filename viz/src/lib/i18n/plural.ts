import type { Locale } from '../format.js';

type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

const rules: Record<Locale, Intl.PluralRules> = { en: new Intl.PluralRules('en'), ru: new Intl.PluralRules('ru') };
const numbers: Record<Locale, Intl.NumberFormat> = {
  en: new Intl.NumberFormat('en-GB'),
  ru: new Intl.NumberFormat('ru-RU'),
};

/** A whole number in the digits of one language. */
export const digits = (locale: Locale, count: number): string => numbers[locale].format(count);

/** The form of a word that goes with `count`: `form('en', 2, { one: 'row', other: 'rows' })` is "rows". */
export function form(locale: Locale, count: number, forms: Forms): string {
  return forms[rules[locale].select(count)] ?? forms.other;
}

/** `count` and the form of the noun that goes with it: `plural('en', 2, { one: 'row', other: 'rows' })` is "2 rows". */
export function plural(locale: Locale, count: number, forms: Forms): string {
  return `${digits(locale, count)} ${form(locale, count, forms)}`;
}
