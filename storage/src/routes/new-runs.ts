import { example, invalidField, Problem, Run, RunNew, RunReceipt } from '@ml-microservices/shared/contracts';
import { type App, jsonProblem, problemResponses } from '@ml-microservices/shared/service';
import { compileStrict, fieldProblem } from '@ml-microservices/shared/validation';
import Type from 'typebox';
import { keepInline } from './inline-file.js';
import { FilePart, readUpload } from './multipart.js';
import type { Services } from './services.js';

/** A run carries its request, with inline data, and up to 1,000 predictions. */
export const MAX_RUN_BYTES = 64 * 1024 * 1024;

const tags = ['runs'];
const problems = problemResponses('conflict', 'storage_full');

const result = { rows: 1, predictions: [], warnings: [] };
const DoneForm = Type.Object(
  { file: FilePart, run: Type.String({ contentMediaType: 'application/json', description: 'What POST /runs takes.' }) },
  example({
    file: 'Sex,prediction\nfemale,1\n',
    run: JSON.stringify({ kind: 'inference', status: 'completed', parameters: {}, result }),
  }),
);

export function newRunRoutes(app: App, services: Services): void {
  const { repositories, config, content, once } = services;
  const { files } = repositories;

  app.post(
    '/runs',
    {
      bodyLimit: MAX_RUN_BYTES,
      schema: {
        tags,
        summary: 'Create a run',
        takes: ['Idempotency-Key'],
        body: RunNew,
        response: { 201: Run, ...problems },
      },
    },
    (request, reply) => {
      const { result_file, ...run } = request.body;
      checkResult(request.body);
      const create = (fileId?: number) => createRun(run, { fileId, requestId: request.id }, services);
      return once(request, reply, (commit) => {
        if (!result_file) return commit(request.body, () => create());
        return keepInline(result_file, services, (createFile) => commit(request.body, () => create(createFile().id)));
      });
    },
  );

  app.post(
    '/upload/run',
    {
      schema: {
        tags,
        summary: "Create a run that is done, with its result's file",
        description: 'The field `run` may come behind the file: what it tells is known when all of that is made.',
        takes: ['Idempotency-Key'],
        form: DoneForm,
        response: { 201: RunReceipt, ...problems },
      },
    },
    (request, reply) =>
      once(request, reply, async (commit) => {
        const { file, fields } = await readUpload(request, {
          fields: ['run'],
          stage: (bytes) => content.stage(bytes),
          maxBytes: config.files.max_bytes,
          maxFieldBytes: MAX_RUN_BYTES,
        });
        const { sha256, bytes } = file.blob;
        const row = { name: file.filename, media_type: file.mediaType, bytes, sha256 };
        try {
          const run = readRun(fields.get('run'));
          return await content.keep(file.blob, () =>
            commit({ row, run }, () => {
              const fileId = files.create(row).id;
              const { result, ...receipt } = createRun(run, { fileId, requestId: request.id }, services);
              return receipt;
            }),
          );
        } finally {
          await file.blob.discard();
        }
      }),
  );
}

/** To be called in the transaction of the row, so that dataset and model cannot change in between. */
function createRun(
  { dataset_updated_at, model_updated_at, ...run }: Omit<RunNew, 'result_file'>,
  { fileId, requestId }: { fileId: number | undefined; requestId: string },
  { repositories: { runs, datasets, models } }: Services,
): Run {
  const { dataset_id, model_id } = run;
  const { name } = run.parameters;
  if (run.kind === 'training' && typeof name === 'string') models.refuseTakenName(name);
  if (dataset_id) checkUnchanged('dataset', { id: dataset_id, updated_at: dataset_updated_at }, datasets);
  if (model_id) checkUnchanged('model', { id: model_id, updated_at: model_updated_at }, models);
  return runs.create({ ...run, ...(fileId && { result_file_id: fileId }) }, requestId);
}

interface State {
  readonly id: number;
  readonly updated_at: string | undefined;
}

function checkUnchanged(
  noun: 'dataset' | 'model',
  { id, updated_at }: State,
  all: { findById(id: number): { readonly updated_at: string } | null },
): void {
  const now = all.findById(id);
  if (!now) throw invalidField(`/${noun}_id`, `there is no ${noun} ${id}`);
  if (updated_at === undefined || updated_at === now.updated_at) return;
  const name = noun === 'dataset' ? 'Dataset' : 'Model';
  throw new Problem('conflict', `${name} ${id} has changed since ${updated_at}; it did at ${now.updated_at}.`);
}

const isRunNew = compileStrict(RunNew);

function readRun(text: string | undefined): RunNew {
  if (text === undefined) throw invalidField('/run', 'is required: the run as JSON');
  const problem = jsonProblem(text);
  if (problem) throw problem;
  const run = parse(text);
  if (!isRunNew(run)) throw fieldProblem(isRunNew);
  if (run.status !== 'completed') throw invalidField('/status', `must be completed here, got ${run.status ?? 'none'}`);
  if (run.result_file) throw invalidField('/result_file', 'is the part "file" here');
  checkResult(run);
  return run;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Problem('malformed_request', 'The field run is not valid JSON.', { cause });
  }
}

/** A result belongs to a run that is completed, and to no other. */
function checkResult({ status = 'queued', result, result_file }: RunNew): void {
  if (status === 'completed' && !result) throw invalidField('/result', 'is required for a run that is completed');
  const given = result ? '/result' : result_file ? '/result_file' : undefined;
  if (status !== 'completed' && given) throw invalidField(given, `is for a run that is completed, got one ${status}`);
}
