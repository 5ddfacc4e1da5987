import iconv from 'iconv-lite';

/** What its letters say of a text: the encoding, and the language that it would be in. */
export interface Guess {
  readonly encoding: string | null;
  readonly language: string | null;
}

const WESTERN = 'Windows-1252';
const OTHER_LATIN = new Set(['Windows-1250', 'Windows-1254', 'Windows-1257', 'cp1258']);
const EAST_ASIAN = new Set(['CP932', 'GB18030', 'CP949', 'Big5']);
/** Those of Czech and of its neighbours, which are taken for each other. */
const SLAVIC = /[áäčćďđéěíľňóôřšťúůýž]/iu;
/** Letters beyond ASCII of the languages that those Latin code pages are for. */
const LETTERS = new Map([
  ['cs', SLAVIC],
  ['et', /[äöõšüž]/iu],
  ['hr', SLAVIC],
  ['hu', /[áéíóöőúüű]/iu],
  ['lt', /[ąčęėįšųūž]/iu],
  ['lv', /[āčēģīķļņšūž]/iu],
  ['pl', /[ąćęłńóśźż]/iu],
  ['ro', /[ăâîşţ]/iu],
  ['sk', SLAVIC],
  ['sl', SLAVIC],
  ['sr', SLAVIC],
  ['tr', /[âçğıİîöşûü]/iu],
]);
/** Foreign names stand in any list. */
const MOST = 0.7;

/**
 * Whether a guess fits its language. Counts of letters alone take the ñ of Spanish for the ń of a Hungarian text, which
 * has none, and the ß of German with the letter behind it for a Chinese character.
 */
export function isPlausible({ encoding, language }: Guess, sample: Buffer): boolean {
  if (encoding === null) return true;
  if (EAST_ASIAN.has(encoding)) return !isWithinWords(iconv.decode(sample, encoding));
  const letters = LETTERS.get(language ?? '');
  if (!OTHER_LATIN.has(encoding) || !letters) return true;
  const bytes = sample.filter((byte) => byte > 0x7f);
  const western = iconv.decode(Buffer.from(bytes), WESTERN);
  const others = [...iconv.decode(Buffer.from(bytes), encoding)].filter((letter, i) => letter !== western[i]);
  return others.filter((letter) => letters.test(letter)).length >= MOST * others.length;
}

/** Whether most characters beyond ASCII have a Latin letter beside them. */
function isWithinWords(text: string): boolean {
  const all = text.match(/[^\0-\x7f]/gu) ?? [];
  const beside = text.match(/(?<=[a-z])[^\0-\x7f]|[^\0-\x7f](?=[a-z])/giu) ?? [];
  return beside.length > all.length / 2;
}
