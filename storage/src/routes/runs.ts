import {
  IdParams,
  invalidField,
  Problem,
  Run,
  RunAttemptQuery,
  RunEvents,
  RunEventsQuery,
  RunList,
  RunListQuery,
  RunNew,
  RunStep,
  RunUpdate,
  StoredFile,
  unknownId,
} from '@ml-microservices/shared/contracts';
import { type App, problemResponses } from '@ml-microservices/shared/service';
import { deleteRoute } from './delete.js';
import { keepInline } from './inline-file.js';
import { FileForm, keepFile } from './multipart.js';
import type { Services } from './services.js';

const tags = ['runs'];
const unknown = problemResponses('not_found', 'invalid_input');
/** A run carries its request, with inline data, and up to 1,000 predictions. */
const BODY_LIMIT = 64 * 1024 * 1024;

export function runRoutes(app: App, services: Services): void {
  const { repositories, content, once, answerList } = services;
  const { runs, datasets, models, files } = repositories;
  const find = (id: number) => {
    const run = runs.findById(id);
    if (!run) throw unknownId('run', id);
    return run;
  };
  const checkDataset = (id: number, updatedAt?: string) => {
    const dataset = datasets.findById(id);
    if (!dataset) throw invalidField('/dataset_id', `there is no dataset ${id}`);
    checkUnchanged(`Dataset ${id}`, dataset, updatedAt);
  };
  const checkModel = (id: number, updatedAt?: string) => {
    const model = models.findById(id);
    if (!model) throw invalidField('/model_id', `there is no model ${id}`);
    checkUnchanged(`Model ${id}`, model, updatedAt);
  };

  app.get(
    '/runs',
    {
      schema: {
        tags,
        summary: 'List runs',
        querystring: RunListQuery,
        response: { 200: RunList, ...problemResponses('invalid_input') },
      },
    },
    (request, reply) => answerList(request, reply, () => runs.list(request.query)),
  );

  app.post(
    '/runs',
    {
      bodyLimit: BODY_LIMIT,
      schema: {
        tags,
        summary: 'Create a run',
        body: RunNew,
        response: {
          201: Run,
          ...problemResponses(
            'malformed_request',
            'unsupported_media_type',
            'invalid_input',
            'conflict',
            'storage_full',
          ),
        },
      },
    },
    (request, reply) => {
      const { result_file, dataset_updated_at, model_updated_at, ...run } = request.body;
      const { dataset_id, model_id } = run;
      checkResult(request.body);
      // With the row, so that neither can change in between.
      const create = (file: { result_file_id?: number }) => {
        if (dataset_id) checkDataset(dataset_id, dataset_updated_at);
        if (model_id) checkModel(model_id, model_updated_at);
        return runs.create({ ...run, ...file }, request.id);
      };
      return once(request, reply, (commit) => {
        if (!result_file) return commit(request.body, () => create({}));
        return keepInline(result_file, services, (createFile) =>
          commit(request.body, () => create({ result_file_id: createFile().id })),
        );
      });
    },
  );

  app.get(
    '/runs/:id',
    { schema: { tags, summary: 'A run', params: IdParams, response: { 200: Run, ...unknown } } },
    (request) => find(request.params.id),
  );

  app.get(
    '/runs/:id/events',
    {
      schema: {
        tags,
        summary: "A run's events after a number",
        params: IdParams,
        querystring: RunEventsQuery,
        response: { 200: RunEvents, ...unknown },
      },
    },
    ({ params: { id }, query }) => {
      find(id);
      return { items: runs.events(id, query.after ?? 0) };
    },
  );

  app.patch(
    '/runs/:id',
    {
      bodyLimit: BODY_LIMIT,
      schema: {
        tags,
        summary: 'A step of a run',
        params: IdParams,
        body: RunUpdate,
        response: { 200: RunStep, ...problemResponses('not_found', 'conflict', 'invalid_input') },
      },
    },
    async ({ params: { id }, body }) => {
      const updated = runs.update(id, body);
      if (!updated) throw unknownId('run', id);
      for (const sha256 of updated.unused) await content.release(sha256);
      return updated.step;
    },
  );

  app.post(
    '/runs/:id/result-file',
    {
      schema: {
        tags,
        summary: "The file of a run's result",
        description: "It is the run's as soon as it is stored: a run that ends without completing takes it along.",
        params: IdParams,
        querystring: RunAttemptQuery,
        form: FileForm,
        response: {
          201: StoredFile,
          ...problemResponses(
            'malformed_request',
            'payload_too_large',
            'unsupported_media_type',
            'not_found',
            'conflict',
            'invalid_input',
            'storage_full',
          ),
        },
      },
    },
    (request, reply) => {
      const { id } = find(request.params.id);
      reply.code(201);
      return keepFile(request, services, (row) =>
        repositories.transaction(() => {
          const file = files.create(row);
          runs.addResultFile(id, request.query.attempt, file.id);
          return file;
        }),
      );
    },
  );

  const deletionOf = (id: number) => {
    const { status } = find(id);
    if (status === 'queued' || status === 'running')
      throw new Problem('conflict', `Run ${id} is ${status}; cancel it first.`, {
        reason: 'run_unfinished',
        values: { id, status },
      });
    const dependents = models.ofRun(id);
    const made = dependents.filter(({ kind }) => kind === 'model');
    return { dependents, remove: () => [...made.flatMap((model) => models.delete(model.id)), ...runs.delete(id)] };
  };
  deleteRoute(app, 'run', deletionOf, services);
}

function checkUnchanged(name: string, { updated_at }: { updated_at: string }, updatedAt = updated_at): void {
  if (updatedAt === updated_at) return;
  throw new Problem('conflict', `${name} has changed since ${updatedAt}; it did at ${updated_at}.`);
}

/** A result belongs to a run that is completed, and to no other. */
function checkResult({ status = 'queued', result, result_file }: RunNew): void {
  if (status === 'completed' && !result) throw invalidField('/result', 'is required for a run that is completed');
  const given = result ? '/result' : result_file ? '/result_file' : undefined;
  if (status !== 'completed' && given) throw invalidField(given, `is for a run that is completed, got one ${status}`);
}
