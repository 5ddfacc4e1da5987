import type { Locale } from '../format.js';

type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

const rules: Record<Locale, Intl.PluralRules> = { en: new Intl.PluralRules('en'), ru: new Intl.PluralRules('ru') };
const numbers: Record<Locale, Intl.NumberFormat> = {
  en: new Intl.NumberFormat('en-GB'),
  ru: new Intl.NumberFormat('ru-RU'),
};

/** `count` and the form of the noun that goes with it: `plural('en', 2, { one: 'row', other: 'rows' })` is "2 rows". */
export function plural(locale: Locale, count: number, forms: Forms): string {
  return `${numbers[locale].format(count)} ${forms[rules[locale].select(count)] ?? forms.other}`;
}
