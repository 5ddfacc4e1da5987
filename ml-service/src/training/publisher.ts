import { createHash } from 'node:crypto';
import type { PublishedModel, Repeat, StorageClient } from '@ml-microservices/shared/clients';
import { type Model, type ModelNew, Problem } from '@ml-microservices/shared/contracts';
import type { ProgressHub } from '../runs/hub.js';
import { patiently } from '../runs/patience.js';
import type { Outbox, Trained, TrainedRecord } from './outbox.js';

interface PublisherOptions {
  readonly storage: StorageClient;
  readonly hub: ProgressHub;
  readonly outbox: Outbox;
}

/** A file of no more bytes goes to storage in the request that publishes it. */
const MAX_INLINE_BYTES = 2 ** 20;
const MEDIA_TYPE = 'application/octet-stream';

/** Brings trained models from the outbox to storage: the model's row and the run's end change in one step. */
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
  async publish(trained: Trained, signal: AbortSignal): Promise<Model | null> {
    const { hub, outbox } = this.#options;
    let model: Model | null = null;
    try {
      const published = await this.#send(trained, signal);
      hub.publish(published);
      model = published.model;
    } catch (error) {
      if (!isConflict(error)) throw error;
    }
    await outbox.delete({ id: trained.record.run_id, attempt: trained.record.attempt });
    return model;
  }

  async #send({ record, file: bytes }: Trained, signal: AbortSignal): Promise<PublishedModel> {
    const { storage } = this.#options;
    const name = `run-${record.run_id}.safetensors`;
    const post = (file: Pick<ModelNew, 'file' | 'file_id'>) =>
      patiently(() => storage.publishModel({ ...record, ...file }, repeatOf('publish', record)), signal);
    if (bytes.length <= MAX_INLINE_BYTES) {
      const content = Buffer.from(bytes).toString('base64');
      return post({ file: { name, media_type: MEDIA_TYPE, content, encoding: 'base64' } });
    }
    const upload = { name, mediaType: MEDIA_TYPE, chunks: [bytes] };
    // Uploaded again, after a crash or a lost answer, it is the same file: no second one is left that nothing needs.
    const { id } = await patiently(() => storage.uploadFile(upload, repeatOf('upload', record)), signal);
    try {
      return await post({ file_id: id });
    } catch (error) {
      if (isConflict(error)) await patiently(() => storage.deleteFile(id), signal);
      throw error;
    }
  }
}

const isConflict = (error: unknown) => error instanceof Problem && error.code === 'conflict';

/** The same for the same result, whichever process publishes it, and no key that anybody else would use. */
function repeatOf(step: 'upload' | 'publish', record: TrainedRecord): Repeat {
  const fingerprint = createHash('sha256').update(JSON.stringify(record)).digest('hex');
  return { key: `${step}-${fingerprint}`, fingerprint };
}
