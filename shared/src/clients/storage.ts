import {
  type Dataset,
  type DatasetNew,
  type DatasetProfile,
  type Evaluation,
  type Model,
  type ModelNew,
  type Page,
  Problem,
  type PublishedModel,
  type Run,
  type RunEvents,
  type RunListQuery,
  type RunNew,
  type RunReceipt,
  type RunStep,
  type RunUpdate,
  type StoredAnswer,
  type StoredFile,
} from '../contracts/index.js';
import { type Answer, type ClientOptions, createHttpClient, type HttpClient } from './http.js';
import { intact, joined } from './intact.js';
import { type FileUpload, multipartFile } from './multipart.js';
import { type Repeat, repeatHeaders } from './repeat.js';

export interface StartedRun {
  readonly run: Run;
  /** The run is that of an earlier request with the same Idempotency-Key. */
  readonly replayed: boolean;
}

/** A typed client of storage. */
export function createStorageClient(options: ClientOptions) {
  const http = createHttpClient('storage', options);
  return {
    dataset: (id: number) => http.json<Dataset>({ path: `/datasets/${id}` }),
    datasetProfile: (id: number) => http.json<DatasetProfile>({ path: `/datasets/${id}/profile` }),
    createDataset: (dataset: DatasetNew, repeat?: Repeat) =>
      http.json<Dataset>({ method: 'POST', path: '/datasets', json: dataset, headers: repeatHeaders(repeat) }),
    /** The CSV as stored, asked for when it is read; throws a problem at its end where it is not what was stored. */
    datasetCsv: (id: number) => intact(`dataset ${id}`, () => http.answer({ path: `/datasets/${id}/download` })),
    /** The CSV of an inference's result, likewise. */
    resultCsv: (fileId: number) => intact(`file ${fileId}`, () => http.answer({ path: `/files/${fileId}/download` })),
    ...runCalls(http),
    /** Null where the model was not evaluated yet. */
    evaluation: (id: number) => http.json<Evaluation>({ path: `/models/${id}/evaluation` }).catch(nullWhereUnknown),
    saveEvaluation: async (id: number, evaluation: Evaluation) => {
      const { body } = await http.answer({ method: 'PUT', path: `/models/${id}/evaluation`, json: evaluation });
      await body.dump();
    },
    model: (id: number) => http.json<Model>({ path: `/models/${id}` }),
    modelNamed: async (name: string) => {
      const { items } = await http.json<Page<Model>>({ path: '/models', query: { exact_name: name } });
      if (items.length === 0) throw new Problem('not_found', `There is no model named "${name}".`);
      return items[0];
    },
    /** Throws a problem where the bytes are not those that were stored. */
    modelFile: (id: number) =>
      joined(intact(`the file of model ${id}`, () => http.answer({ path: `/models/${id}/download` }))),
    /** Throws where storage does not answer. */
    checkAlive: async () => void (await http.json({ path: '/health/live' })),
    publishModel: (model: ModelNew, repeat?: Repeat) =>
      http.json<PublishedModel>({
        method: 'POST',
        path: '/models',
        json: model,
        headers: repeatHeaders(repeat),
      }),
    uploadFile(file: FileUpload, repeat?: Repeat) {
      const { body, contentType } = multipartFile(file);
      return http.json<StoredFile>({
        method: 'POST',
        path: '/files',
        body,
        headers: { 'content-type': contentType, ...repeatHeaders(repeat) },
      });
    },
    deleteFile: async (id: number) => {
      const { body } = await http.answer({ method: 'DELETE', path: `/files/${id}` });
      await body.dump();
    },
    /** What the first request with this Idempotency-Key was answered; null where there was none. */
    answerTo: (key: string) =>
      http.json<StoredAnswer>({ path: `/idempotency-keys/${encodeURIComponent(key)}` }).catch(nullWhereUnknown),
    close: () => http.close(),
  };
}

function runCalls(http: HttpClient) {
  return {
    run: (id: number) => http.json<Run>({ path: `/runs/${id}` }),
    runs: (query: RunListQuery) => http.json<Page<Run>>({ path: '/runs', query }),
    runEvents: (id: number, after: number) => http.json<RunEvents>({ path: `/runs/${id}/events`, query: { after } }),
    createRun: async (json: RunNew, repeat?: Repeat) =>
      started<Run>(await http.answer({ method: 'POST', path: '/runs', json, headers: repeatHeaders(repeat) })),
    /**
     * A run that is done once all of its result's file is there: only then it is asked for. Storage does not send the
     * result back, so that of an earlier request is to be read with its run.
     */
    async createDoneRun(file: FileUpload, done: () => RunNew, repeat?: Repeat): Promise<StartedRun> {
      let sent: RunNew | undefined;
      const { body, contentType } = multipartFile(file, () => {
        sent = done();
        return { run: JSON.stringify(sent) };
      });
      const headers = { 'content-type': contentType, ...repeatHeaders(repeat) };
      const answer = await http.answer({ method: 'POST', path: '/upload/run', body, headers });
      const { run, replayed } = await started<RunReceipt>(answer);
      return { run: { ...run, result: replayed ? null : (sent?.result ?? null) }, replayed };
    },
    /** The run takes the file along where it ends without completing. */
    async addResultFile({ id, attempt }: Pick<Run, 'id' | 'attempt'>, file: FileUpload) {
      const { body, contentType } = multipartFile(file);
      const answered = await http.answer({
        method: 'POST',
        path: `/runs/${id}/result-file`,
        query: { attempt },
        body,
        headers: { 'content-type': contentType },
      });
      await answered.body.dump();
    },
    updateRun: (id: number, step: RunUpdate) =>
      http.json<RunStep>({ method: 'PATCH', path: `/runs/${id}`, json: step }),
  };
}

async function started<T>({ headers, body }: Answer): Promise<{ run: T; replayed: boolean }> {
  return { run: (await body.json()) as T, replayed: headers['idempotency-replayed'] === 'true' };
}

function nullWhereUnknown(error: unknown): null {
  if (error instanceof Problem && error.code === 'not_found') return null;
  throw error;
}

export type StorageClient = ReturnType<typeof createStorageClient>;
