import type { StorageClient } from '@ml-microservices/shared/clients';
import { type Model, Problem } from '@ml-microservices/shared/contracts';
import { LRUCache } from 'lru-cache';

const MAX_MODELS = 1_000;

/** Rows of models that were asked for before, so that storage need not be asked before each piece of work. */
export class KnownModels {
  readonly #storage: Pick<StorageClient, 'model'>;
  readonly #models = new LRUCache<number, Model>({ max: MAX_MODELS });

  constructor(storage: Pick<StorageClient, 'model'>) {
    this.#storage = storage;
  }

  /**
   * Does `work` with the model as it was known, and where storage then refuses it because the model has changed or is
   * gone, once more with the model as it is. Throws a problem where there is none.
   */
  async using<T>(id: number, work: (model: Model) => Promise<T>): Promise<T> {
    const known = this.#models.get(id);
    if (!known) return work(await this.#read(id));
    try {
      return await work(known);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const now = await this.#read(id);
      if (now.updated_at === known.updated_at) throw error;
      return work(now);
    }
  }

  async #read(id: number): Promise<Model> {
    this.#models.delete(id);
    const model = await this.#storage.model(id);
    this.#models.set(id, model);
    return model;
  }
}

const isRefusal = (error: unknown) =>
  error instanceof Problem && (error.code === 'conflict' || error.code === 'invalid_input');
