import Type, { type Static } from 'typebox';
import { NoticeValues } from './notice.js';
import { closed } from './wire.js';

/**
 * One step that was done to the rows before they were stored or predicted, and how much it touched. `step` is its
 * stable code, so that a page can say it in its reader's language with `values`; `detail` says it in English.
 */
export const PreprocessingStep = Type.Object(
  {
    step: Type.String(),
    detail: Type.String(),
    count: Type.Integer({ minimum: 0 }),
    values: Type.Optional(NoticeValues),
  },
  closed,
);

export type PreprocessingStep = Static<typeof PreprocessingStep>;
