import type { Content } from '../blobs/content.js';
import type { Config } from '../config.js';
import type { Repositories } from '../db/repositories.js';
import type { AnswerList } from './lists.js';
import type { Once } from './once.js';

/** What every route of this service works with. */
export interface Services {
  readonly config: Config;
  readonly repositories: Repositories;
  readonly content: Content;
  readonly once: Once;
  readonly answerList: AnswerList;
}
