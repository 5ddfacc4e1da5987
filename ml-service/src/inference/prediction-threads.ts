import { compiled } from '../compiled.js';
import type { ModelState } from '../estimators/estimator.js';
import { Thread } from '../estimators/threads.js';
import type { FittedModel } from './fitted-model.js';
import type { Part, PredictedPart } from './predict-part.js';

const WORKER = compiled('inference/worker');
/** Parts that a thread has at most: the one it works on, and the next, so that it need not wait for this thread. */
const PER_THREAD = 2;

/** What a thread needs of a model: its arrays lie in the memory of its file, which is shared. */
export interface PlainModel extends Pick<FittedModel['header'], 'model_type' | 'engine' | 'classes'> {
  readonly state: ModelState;
}

/** Null asks only for an answer. */
export type ToThread =
  | { readonly id: number; readonly plain: PlainModel; readonly part: Part }
  | { readonly forget: number };

/** Threads that predict parts of large inputs beside this one. They start when there is work, one after the other. */
export class PredictionThreads {
  readonly most: number;
  /** Models that threads may hold, with the numbers that these know them by. */
  readonly #models = new Map<FittedModel, number>();
  #nModels = 0;
  #threads: Thread[] = [];
  #starting: Thread | null = null;

  constructor(most: number) {
    this.most = most;
  }

  /** Of an input, that may be begun and not yet be taken: enough that no thread waits for another. */
  get mostParts(): number {
    return Math.max(1, 2 * PER_THREAD * this.most);
  }

  /** From now on threads may hold the model, if it is worth their while, until it is to be forgotten. */
  keep(model: FittedModel): void {
    if (!model.predictsAtOnce) this.#models.set(model, this.#nModels++);
  }

  /** Whether it is worth while to cut an input into parts for this model. */
  takes(model: FittedModel): boolean {
    return this.most > 0 && this.#models.has(model);
  }

  forget(model: FittedModel): void {
    const forget = this.#models.get(model);
    if (!this.#models.delete(model)) return;
    for (const thread of this.#threads) thread.ask({ forget }).catch(() => undefined);
  }

  /** The part, predicted in a thread; undefined where none has room for it, or may hold the model. */
  offer(model: FittedModel, part: Part): Promise<PredictedPart> | undefined {
    const id = this.#models.get(model);
    if (id === undefined) return undefined;
    this.#threads = this.#threads.filter(({ hasEnded }) => !hasEnded);
    const thread = this.#threads.find(({ nAsked }) => nAsked < PER_THREAD);
    if (!thread) {
      this.#start();
      return undefined;
    }
    const { state, header } = model;
    const { model_type, engine, classes } = header;
    return thread.ask({ id, plain: { model_type, engine, classes, state }, part } satisfies ToThread);
  }

  /** Fails what is under way. */
  async close(): Promise<void> {
    this.#models.clear();
    await Promise.all([...this.#threads, this.#starting].map((thread) => thread?.end()));
  }

  /** A thread is given work once it has started, which takes longer than many a part. */
  #start(): void {
    if (this.#starting || this.#threads.length >= this.most) return;
    const thread = new Thread(WORKER);
    this.#starting = thread;
    thread
      .ask(null)
      .then(() => this.#threads.push(thread))
      .catch(() => undefined)
      .finally(() => {
        this.#starting = null;
      });
  }
}
