import { FileList, FileListQuery, FileUpdate, found, IdParams, StoredFile } from '@ml-microservices/shared/contracts';
import { type App, problemResponses } from '@ml-microservices/shared/service';
import { deleteRoute } from './delete.js';
import { downloadRoute } from './download.js';
import { FileForm, keepFile } from './multipart.js';
import type { Services } from './services.js';

const tags = ['files'];

export function fileRoutes(app: App, services: Services): void {
  const { repositories, content, once, answerList } = services;
  const { files, datasets, models, runs } = repositories;
  const owners: Readonly<Record<string, { delete(id: number): string[] }>> = {
    dataset: datasets,
    model: models,
    run: runs,
  };
  const find = (id: number) => found('file', id, files.findById(id));

  app.get(
    '/files',
    { schema: { tags, summary: 'List files', querystring: FileListQuery, response: { 200: FileList } } },
    (request, reply) => answerList(request, reply, () => files.list(request.query)),
  );

  app.post(
    '/files',
    {
      schema: {
        tags,
        summary: 'Upload a file',
        takes: ['Idempotency-Key'],
        form: FileForm,
        response: { 201: StoredFile, ...problemResponses('storage_full') },
      },
    },
    (request, reply) =>
      once(request, reply, (commit) => keepFile(request, services, (row) => commit(row, () => files.create(row)))),
  );

  app.get(
    '/files/:id',
    {
      schema: {
        tags,
        summary: 'A file',
        params: IdParams,
        response: { 200: StoredFile, ...problemResponses('not_found') },
      },
    },
    (request) => find(request.params.id),
  );

  downloadRoute(app, { noun: 'file', summary: "A file's bytes" }, find, content);

  app.patch(
    '/files/:id',
    {
      schema: {
        tags,
        summary: 'Rename a file',
        params: IdParams,
        body: FileUpdate,
        response: { 200: StoredFile, ...problemResponses('not_found') },
      },
    },
    ({ params: { id }, body }) => found('file', id, files.update(id, body)),
  );

  const deletionOf = (id: number) => {
    find(id);
    const dependents = files.dependents(id);
    const remove = () => [...dependents.flatMap((owner) => owners[owner.kind].delete(owner.id)), ...files.delete(id)];
    return { dependents, remove };
  };
  deleteRoute(app, 'file', deletionOf, services);
}
