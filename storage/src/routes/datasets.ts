import {
  Dataset,
  DatasetList,
  DatasetListQuery,
  DatasetNew,
  DatasetPreview,
  DatasetProfile,
  DatasetUpdate,
  found,
  IdParams,
  PreviewQuery,
  ProfileQuery,
} from '@ml-microservices/shared/contracts';
import { type App, problemResponses } from '@ml-microservices/shared/service';
import { previewOf } from '../tables/preview.js';
import { profileOf } from '../tables/profile-of.js';
import { storeJson } from '../tables/store-json.js';
import { storeUpload, UploadForm } from '../tables/store-upload.js';
import { deleteRoute } from './delete.js';
import { downloadRoute } from './download.js';
import type { Services } from './services.js';

const tags = ['datasets'];
const unknown = problemResponses('not_found');

export function datasetRoutes(app: App, services: Services): void {
  const { repositories, answerList } = services;
  const { datasets, files } = repositories;
  const find = (id: number) => found('dataset', id, datasets.findById(id));

  app.get(
    '/datasets',
    { schema: { tags, summary: 'List datasets', querystring: DatasetListQuery, response: { 200: DatasetList } } },
    (request, reply) => answerList(request, reply, () => datasets.list(request.query)),
  );

  app.post(
    '/datasets',
    {
      bodyLimit: services.config.files.max_json_bytes,
      schema: {
        tags,
        summary: 'Store a dataset from JSON',
        takes: ['Idempotency-Key'],
        body: DatasetNew,
        response: { 201: Dataset, ...problemResponses('storage_full') },
      },
    },
    (request, reply) => services.once(request, reply, (commit) => storeJson(request.body, services, commit)),
  );

  app.post(
    '/upload/dataset',
    {
      schema: {
        tags,
        summary: 'Upload a CSV file as a dataset',
        takes: ['Idempotency-Key'],
        form: UploadForm,
        response: { 201: Dataset, ...problemResponses('storage_full') },
      },
    },
    (request, reply) => services.once(request, reply, (commit) => storeUpload(request, services, commit)),
  );

  app.get(
    '/datasets/:id',
    { schema: { tags, summary: 'A dataset', params: IdParams, response: { 200: Dataset, ...unknown } } },
    (request) => find(request.params.id),
  );

  const fileOf = (id: number) => {
    const { file_id, name } = find(id);
    const file = found('file', file_id, files.findById(file_id));
    return { ...file, name: name.endsWith('.csv') ? name : `${name}.csv`, media_type: 'text/csv; charset=utf-8' };
  };
  downloadRoute(app, { noun: 'dataset', summary: "A dataset's CSV" }, fileOf, services.content);

  app.get(
    '/datasets/:id/preview',
    {
      schema: {
        tags,
        summary: 'Rows of a dataset',
        params: IdParams,
        querystring: PreviewQuery,
        response: { 200: DatasetPreview, ...problemResponses('not_found', 'artifact_corrupt') },
      },
    },
    ({ params, query }) => previewOf(find(params.id), query, services),
  );

  app.get(
    '/datasets/:id/profile',
    {
      schema: {
        tags,
        summary: 'Columns of a dataset in figures',
        params: IdParams,
        querystring: ProfileQuery,
        response: { 200: DatasetProfile, ...unknown },
      },
    },
    ({ params, query }) => profileOf(find(params.id), query, datasets),
  );

  app.patch(
    '/datasets/:id',
    {
      // It names all columns, of which there may be as many as were stored.
      bodyLimit: services.config.files.max_json_bytes,
      schema: {
        tags,
        summary: 'Change a dataset',
        params: IdParams,
        body: DatasetUpdate,
        response: { 200: Dataset, ...unknown },
      },
    },
    ({ params: { id }, body }) => found('dataset', id, datasets.update(id, body)),
  );

  const deletionOf = (id: number) => {
    find(id);
    return { dependents: datasets.dependents(id), remove: () => datasets.delete(id) };
  };
  deleteRoute(app, 'dataset', deletionOf, services);
}
