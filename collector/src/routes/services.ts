import type { Config } from '../config.js';
import type { Cursor } from '../source/cursor.js';
import type { Journal } from '../source/journal.js';
import type { Source } from '../source/source.js';

/** What every route of this service works with. */
export interface Services {
  readonly config: Config;
  readonly source: Source;
  readonly cursor: Cursor;
  readonly journal: Journal;
}
