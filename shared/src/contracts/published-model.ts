import Type, { type Static } from 'typebox';
import { publishedExample } from './examples.js';
import { Model } from './model.js';
import { Run, RunEvent } from './run.js';

/** A model that was published, and the last step of its run. */
export const PublishedModel = Type.Object(
  { model: Model, run: Run, event: RunEvent },
  { examples: [publishedExample] },
);

export type PublishedModel = Static<typeof PublishedModel>;
