import { createHash } from 'node:crypto';
import type { Repeat, StorageClient } from '@ml-microservices/shared/clients';
import { type Model, type ModelNew, Problem, type PublishedModel } from '@ml-microservices/shared/contracts';
import type { ProgressHub } from '../runs/hub.js';
import { isPassing, patiently } from '../runs/patience.js';
import { MAX_INLINE_BYTES, type Outbox, type Trained, type TrainedRecord } from './outbox.js';

interface PublisherOptions {
  readonly storage: StorageClient;
  readonly hub: ProgressHub;
  readonly outbox: Outbox;
}

const MEDIA_TYPE = 'application/octet-stream';

/** Brings trained models to storage: the model's row and the run's end change in one step. */
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
      hub.forget(trained.record.run_id);
    }
    await outbox.delete(attemptOf(trained));
    return model;
  }

  #send(trained: Trained, signal: AbortSignal): Promise<PublishedModel> {
    return trained.file.length <= MAX_INLINE_BYTES ? this.#sendInline(trained, signal) : this.#upload(trained, signal);
  }

  /** What storage does not take at once waits in the outbox, so that the usual case pays nothing for the other one. */
  async #sendInline(trained: Trained, signal: AbortSignal): Promise<PublishedModel> {
    const { outbox } = this.#options;
    const { record, file } = trained;
    const content = Buffer.from(file).toString('base64');
    const inline = { name: nameOf(record), media_type: MEDIA_TYPE, content, encoding: 'base64' as const };
    const post = () => this.#post(record, { file: inline });
    try {
      return await post();
    } catch (error) {
      if (!isPassing(error)) throw error;
    }
    if (!(await outbox.has(attemptOf(trained)))) outbox.put(trained);
    return patiently(post, signal);
  }

  async #upload({ record, file }: Trained, signal: AbortSignal): Promise<PublishedModel> {
    const { storage } = this.#options;
    const upload = { name: nameOf(record), mediaType: MEDIA_TYPE, chunks: [file] };
    // Uploaded again, after a crash or a lost answer, it is the same file: no second one is left that nothing needs.
    const { id } = await patiently(() => storage.uploadFile(upload, repeatOf('upload', record)), signal);
    try {
      return await patiently(() => this.#post(record, { file_id: id }), signal);
    } catch (error) {
      // What is refused, whyever, is not asked for again; what was aborted is.
      if (error instanceof Problem) await patiently(() => storage.deleteFile(id), signal);
      throw error;
    }
  }

  #post(record: TrainedRecord, file: Pick<ModelNew, 'file' | 'file_id'>): Promise<PublishedModel> {
    return this.#options.storage.publishModel({ ...record, ...file }, repeatOf('publish', record));
  }
}

const nameOf = ({ run_id }: TrainedRecord) => `run-${run_id}.safetensors`;
const attemptOf = ({ record: { run_id, attempt } }: Trained) => ({ id: run_id, attempt });

const isConflict = (error: unknown) => error instanceof Problem && error.code === 'conflict';

/** The same for the same result, whichever process publishes it, and no key that anybody else would use. */
function repeatOf(step: 'upload' | 'publish', record: TrainedRecord): Repeat {
  const fingerprint = createHash('sha256').update(JSON.stringify(record)).digest('hex');
  return { key: `${step}-${fingerprint}`, fingerprint };
}
