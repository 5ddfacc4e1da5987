import {
  found,
  IdParams,
  isFinal,
  Problem,
  Run,
  RunAttemptQuery,
  RunEvents,
  RunEventsQuery,
  RunList,
  RunListQuery,
  RunStep,
  RunUpdate,
  StoredFile,
} from '@ml-microservices/shared/contracts';
import { type App, problemResponses } from '@ml-microservices/shared/service';
import { deleteRoute } from './delete.js';
import { FileForm, keepFile } from './multipart.js';
import { MAX_RUN_BYTES } from './new-runs.js';
import type { Services } from './services.js';

const tags = ['runs'];
const unknown = problemResponses('not_found');

export function runRoutes(app: App, services: Services): void {
  const { repositories, content, answerList } = services;
  const { runs, models, files } = repositories;
  const find = (id: number) => found('run', id, runs.findById(id));

  app.get(
    '/runs',
    { schema: { tags, summary: 'List runs', querystring: RunListQuery, response: { 200: RunList } } },
    (request, reply) => answerList(request, reply, () => runs.list(request.query)),
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
      bodyLimit: MAX_RUN_BYTES,
      schema: {
        tags,
        summary: 'A step of a run',
        params: IdParams,
        body: RunUpdate,
        response: { 200: RunStep, ...problemResponses('not_found', 'conflict') },
      },
    },
    async ({ params: { id }, body }) => {
      const { step, unused } = found('run', id, runs.update(id, body));
      for (const sha256 of unused) await content.release(sha256);
      return step;
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
        response: { 201: StoredFile, ...problemResponses('not_found', 'conflict', 'storage_full') },
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
    if (!isFinal(status))
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
