import type { StorageClient } from '@ml-microservices/shared/clients';
import type { Model } from '@ml-microservices/shared/contracts';
import { LRUCache } from 'lru-cache';
import { type FittedModel, openModel } from './fitted-model.js';

/** Models ready to predict, by their file, which never changes; the least recently used ones go when they grow too large. */
export class ModelCache {
  readonly #models: LRUCache<number, FittedModel, number>;

  constructor(storage: Pick<StorageClient, 'modelFile'>, maxBytes: number) {
    this.#models = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: ({ byteLength }) => Math.max(1, byteLength),
      // One load serves all who ask for a model meanwhile.
      fetchMethod: async (_fileId, _stale, { context }) => openModel(await storage.modelFile(context)),
    });
  }

  /** Throws a problem where the file is gone or is not what was stored. */
  async get({ id, file_id }: Pick<Model, 'id' | 'file_id'>): Promise<FittedModel> {
    return this.#models.forceFetch(file_id, { context: id });
  }
}
