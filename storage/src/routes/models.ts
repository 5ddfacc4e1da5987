import {
  found,
  IdParams,
  invalidField,
  Model,
  ModelList,
  ModelListQuery,
  ModelNew,
  ModelUpdate,
  PublishedModel,
} from '@ml-microservices/shared/contracts';
import { type App, problemResponses } from '@ml-microservices/shared/service';
import { deleteRoute } from './delete.js';
import { downloadRoute } from './download.js';
import { keepInline } from './inline-file.js';
import type { Services } from './services.js';

const tags = ['models'];
const unknown = problemResponses('not_found');

export function modelRoutes(app: App, services: Services): void {
  const { config, repositories, content, once, answerList } = services;
  const { models, files, datasets } = repositories;
  const find = (id: number) => found('model', id, models.findById(id));

  app.get(
    '/models',
    { schema: { tags, summary: 'List models', querystring: ModelListQuery, response: { 200: ModelList } } },
    (request, reply) => answerList(request, reply, () => models.list(request.query)),
  );

  app.post(
    '/models',
    {
      bodyLimit: config.files.max_bytes,
      schema: {
        tags,
        summary: 'Publish the model of a run: both change together',
        takes: ['Idempotency-Key'],
        body: ModelNew,
        response: { 201: PublishedModel, ...problemResponses('conflict', 'storage_full') },
      },
    },
    (request, reply) => {
      const { file, file_id, ...model } = request.body;
      const { dataset_id, test_dataset_id } = model;
      for (const [field, id] of Object.entries({ dataset_id, test_dataset_id })) {
        if (id !== null && !datasets.findById(id)) throw invalidField(`/${field}`, `there is no dataset ${id}`);
      }
      const publish = (id: number) => models.publish({ ...model, file_id: id });
      if (file_id === undefined) {
        if (!file) throw invalidField('/file', 'is required where there is no file_id');
        return once(request, reply, (commit) =>
          keepInline(file, services, (createFile) => commit(request.body, () => publish(createFile().id))),
        );
      }
      if (file) throw invalidField('/file', 'must not stand beside file_id');
      if (!files.findById(file_id)) throw invalidField('/file_id', `there is no file ${file_id}`);
      return once(request, reply, (commit) => commit(request.body, () => publish(file_id)));
    },
  );

  app.get(
    '/models/:id',
    { schema: { tags, summary: 'A model', params: IdParams, response: { 200: Model, ...unknown } } },
    (request) => find(request.params.id),
  );

  const fileOf = (id: number) => {
    const { file_id, name } = find(id);
    const file = found('file', file_id, files.findById(file_id));
    return { ...file, name: `${name}.safetensors`, media_type: 'application/octet-stream' };
  };
  downloadRoute(app, { noun: 'model', summary: "A model's file" }, fileOf, content);

  app.patch(
    '/models/:id',
    {
      schema: {
        tags,
        summary: 'Rename or describe a model, or set its threshold',
        params: IdParams,
        body: ModelUpdate,
        response: { 200: Model, ...problemResponses('not_found', 'conflict') },
      },
    },
    ({ params: { id }, body }) => {
      const { classes } = find(id);
      if (body.replaces !== undefined && body.name === undefined) {
        throw invalidField('/replaces', 'is for a change of name: the name is to be given too');
      }
      if (body.replaces === id) throw invalidField('/replaces', `must be another model, got this one's id, ${id}`);
      if (typeof body.threshold === 'number' && classes.length !== 2) {
        const said = { reason: 'two_classes', values: { classes: classes.length } };
        throw invalidField('/threshold', `is for models of two classes; this one has ${classes.length}`, said);
      }
      return models.update(id, body) ?? find(id);
    },
  );

  const deletionOf = (id: number) => {
    find(id);
    return { dependents: models.dependents(id), remove: () => models.delete(id) };
  };
  deleteRoute(app, 'model', deletionOf, services);
}
