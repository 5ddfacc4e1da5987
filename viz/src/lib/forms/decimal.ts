import type { Locale } from '../format.js';

/** The number that the text of a field stands for: null for none, NaN for what is no number. */
export function readDecimal(text: string, locale: Locale): number | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const value = Number(locale === 'ru' ? trimmed.replace(',', '.') : trimmed);
  return Number.isFinite(value) ? value : Number.NaN;
}

/** All digits of a number, with the comma that Russian has before the decimals. */
export function writeDecimal(value: number, locale: Locale): string {
  const text = String(value);
  return locale === 'ru' ? text.replace('.', ',') : text;
}
