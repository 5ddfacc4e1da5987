import Type, { type Static } from 'typebox';
import { closed } from './wire.js';

/** What fills the gaps of a sentence, by the gap's name. */
export const NoticeValues = Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]));

/** A sentence by its stable code, with what fills its gaps: a page says it in its reader's language. */
export const Phrase = Type.Object({ code: Type.String(), values: NoticeValues }, closed);

/**
 * Something that the reader should know. `code` is stable, so that a page can say it in its reader's language with
 * `values`; `message` says it in English.
 */
export const Notice = Type.Object({ code: Type.String(), values: NoticeValues, message: Type.String() }, closed);

export type NoticeValues = Static<typeof NoticeValues>;
export type Phrase = Static<typeof Phrase>;
export type Notice = Static<typeof Notice>;
