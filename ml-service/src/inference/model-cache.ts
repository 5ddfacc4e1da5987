import type { StorageClient } from '@ml-microservices/shared/clients';
import type { Model } from '@ml-microservices/shared/contracts';
import { LRUCache } from 'lru-cache';
import { sharedBytes } from '../estimators/shared-memory.js';
import { type FittedModel, openModel } from './fitted-model.js';
import type { PredictionThreads } from './prediction-threads.js';

/** Models ready to predict, by their file, which never changes; the least recently used ones go when they grow too large. */
export class ModelCache {
  readonly #models: LRUCache<number, FittedModel, number>;

  /** The threads hold no other models than these. */
  constructor(storage: Pick<StorageClient, 'modelFile'>, maxBytes: number, threads: PredictionThreads) {
    this.#models = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: ({ byteLength, derivedBytes }) => byteLength + threads.most * derivedBytes,
      // One load serves all who ask for a model meanwhile.
      fetchMethod: async (_fileId, _stale, { context }) => openModel(shared(await storage.modelFile(context))),
      // The room for others may take a model's place while it is loaded: who asked for it gets it nonetheless.
      ignoreFetchAbort: true,
      onInsert: (model) => threads.keep(model),
      dispose: (model) => threads.forget(model),
    });
  }

  /** Throws a problem where the file is gone or is not what was stored. */
  async get({ id, file_id }: Pick<Model, 'id' | 'file_id'>): Promise<FittedModel> {
    return this.#models.forceFetch(file_id, { context: id });
  }
}

/** A copy in memory that threads have in common. */
function shared(bytes: Uint8Array): Uint8Array {
  const copy = sharedBytes(bytes.length);
  copy.set(bytes);
  return copy;
}
