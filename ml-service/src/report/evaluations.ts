import type { StorageClient } from '@ml-microservices/shared/clients';
import { EVALUATION_VERSION, type Evaluation, type Model, Problem } from '@ml-microservices/shared/contracts';
import type { FastifyBaseLogger } from 'fastify';
import { newTicket, type Ticket } from '../training/pool.js';
import type { ModelWork } from './model-work.js';
import { within } from './within.js';

export interface EvaluationsOptions {
  readonly storage: StorageClient;
  readonly work: ModelWork;
  /** Longest wait of one who asks, in seconds. */
  readonly waitS: number;
  readonly log: FastifyBaseLogger;
}

interface Computation {
  readonly ticket: Ticket;
  readonly evaluation: Promise<Evaluation>;
}

/** Evaluations of models: from storage, or made where there is none that fits the model as it is. */
export class Evaluations {
  readonly #options: EvaluationsOptions;
  readonly #computing = new Map<string, Computation>();
  readonly #closing = new AbortController();
  #prepared: { readonly key: string; readonly ticket: Ticket; readonly abort: AbortController } | undefined;

  constructor(options: EvaluationsOptions) {
    this.#options = options;
  }

  /** All who ask for it meanwhile share one computation. Throws a problem where it cannot be made, or not within the wait. */
  async of(model: Model): Promise<Evaluation> {
    const stored = await this.#options.storage.evaluation(model.id);
    if (stored && isCurrent(stored, model)) return stored;
    const computation = this.#compute(model);
    this.#options.work.hurry(computation.ticket);
    const told = { reason: 'report_under_way', model: model.id, what: 'The report' };
    return within(this.#options.waitS, computation.evaluation, told);
  }

  /** Makes it before anybody asks, in a lull of the trainings. Of many models it is the newest that is asked for. */
  prepare(model: Model): void {
    this.#giveUpPrepared();
    const abort = new AbortController();
    const { ticket, evaluation } = this.#compute(model, abort.signal);
    this.#prepared = { key: keyOf(model), ticket, abort };
    evaluation.catch((error) => {
      if (abort.signal.aborted || this.#closing.signal.aborted) return;
      this.#options.log.warn({ err: error, model_id: model.id }, 'a model was not evaluated');
    });
  }

  async close(): Promise<void> {
    this.#closing.abort(new Problem('unavailable', 'The service is closing.'));
    await Promise.allSettled([...this.#computing.values()].map(({ evaluation }) => evaluation));
  }

  /** Who asks for it from now on gets one that is begun anew, not the one that is on its way to its end. */
  #giveUpPrepared(): void {
    if (!this.#prepared || this.#prepared.ticket.isAsked) return;
    const { key, ticket, abort } = this.#prepared;
    this.#forget(key, ticket);
    abort.abort();
  }

  #forget(key: string, ticket: Ticket): void {
    if (this.#computing.get(key)?.ticket === ticket) this.#computing.delete(key);
  }

  #compute(model: Model, signal?: AbortSignal): Computation {
    const key = keyOf(model);
    const known = this.#computing.get(key);
    if (known) return known;
    const ticket = newTicket(false);
    const evaluation = this.#evaluate(model, ticket, signal).finally(() => this.#forget(key, ticket));
    this.#computing.set(key, { ticket, evaluation });
    return { ticket, evaluation };
  }

  async #evaluate({ id }: Model, ticket: Ticket, given?: AbortSignal): Promise<Evaluation> {
    const { storage, work } = this.#options;
    const signal = given ? AbortSignal.any([given, this.#closing.signal]) : this.#closing.signal;
    const result = await work.run('evaluate', [id], { ticket, signal });
    if (result.type !== 'evaluated') throw new TypeError(`an evaluation ended as ${result.type}`);
    await storage.saveEvaluation(id, result.evaluation);
    return result.evaluation;
  }
}

const keyOf = ({ id, threshold }: Model) => `${id} at ${threshold}`;

/** Made in today's way, and at the threshold that the model has now. */
function isCurrent({ version, decisions }: Evaluation, { threshold }: Model): boolean {
  return version === EVALUATION_VERSION && (decisions.served?.threshold ?? null) === threshold;
}
