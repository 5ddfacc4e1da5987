import { createHash } from 'node:crypto';
import type { Repeat, StorageClient } from '@ml-microservices/shared/clients';
import { type Model, Problem } from '@ml-microservices/shared/contracts';
import type { ProgressHub } from '../runs/hub.js';
import { patiently } from '../runs/patience.js';
import type { Outbox, TrainedRecord } from './outbox.js';

interface PublisherOptions {
  readonly storage: StorageClient;
  readonly hub: ProgressHub;
  readonly outbox: Outbox;
}

/** Brings trained models from the outbox to storage: the file, then the model's row and the run's end in one step. */
export class Publisher {
  readonly #options: PublisherOptions;

  constructor(options: PublisherOptions) {
    this.#options = options;
  }

  /**
   * Waits for storage as long as `signal` allows. A result whose run is no longer this attempt's is dropped: the run
   * was cancelled, or another attempt has it. One that was published before its answer got lost is answered again.
   * Answers the model, null where it was dropped.
   */
  async publish(record: TrainedRecord, signal: AbortSignal): Promise<Model | null> {
    const { storage, hub, outbox } = this.#options;
    const bytes = await outbox.file(record);
    const name = `run-${record.run_id}.safetensors`;
    const upload = { name, mediaType: 'application/octet-stream', chunks: [bytes] };
    // Uploaded again, after a crash or a lost answer, it is the same file: no second one is left that nothing needs.
    const file = await patiently(() => storage.uploadFile(upload, repeatOf('upload', record)), signal);
    let model: Model | null = null;
    try {
      const published = await patiently(
        () => storage.publishModel({ ...record, file_id: file.id }, repeatOf('publish', record)),
        signal,
      );
      hub.publish(published);
      model = published.model;
      // It was published before, with the file of that time.
      if (model.file_id !== file.id) await patiently(() => storage.deleteFile(file.id), signal);
    } catch (error) {
      if (!(error instanceof Problem && error.code === 'conflict')) throw error;
      await patiently(() => storage.deleteFile(file.id), signal);
    }
    await outbox.delete(record);
    return model;
  }
}

/** The same for the same result, whichever process publishes it, and no key that anybody else would use. */
function repeatOf(step: 'upload' | 'publish', record: TrainedRecord): Repeat {
  const fingerprint = createHash('sha256').update(JSON.stringify(record)).digest('hex');
  return { key: `${step}-${fingerprint}`, fingerprint };
}
