import { isolatedWithin } from '@ml-microservices/shared/text';
import { type Formats, formatsOf, type Locale } from '../format.js';
import { remember } from '../state/remembered.js';
import { en } from './en/index.js';
import { ru } from './ru/index.js';

/** The words of the interface: each language has the same keys, with the same parameters. */
export type Dictionary = typeof en;

export const LOCALES: Readonly<Record<Locale, string>> = { en: 'English', ru: 'Русский' };

const dictionaries: Record<Locale, Dictionary> = { en: isolating(en), ru: isolating(ru) };
const formats: Record<Locale, Formats> = { en: formatsOf('en'), ru: formatsOf('ru') };

let current = $state<Locale>(document.documentElement.lang === 'ru' ? 'ru' : 'en');

export const language = {
  get current(): Locale {
    return current;
  },
  set current(locale: Locale) {
    current = locale;
    document.documentElement.lang = locale;
    remember('locale', locale);
  },
};

/** The words in the language that is chosen. */
export const t = (): Dictionary => dictionaries[current];

/** The formats of the language that is chosen. */
export const format = (): Formats => formats[current];

/** The same words; what a sentence is given cannot turn the sentence. */
function isolating<Words>(words: Words): Words {
  if (typeof words === 'function') return ((...given: unknown[]) => words(...isolatedWithin(given))) as Words;
  if (typeof words !== 'object' || words === null) return words;
  return Object.fromEntries(Object.entries(words).map(([name, part]) => [name, isolating(part)])) as Words;
}
