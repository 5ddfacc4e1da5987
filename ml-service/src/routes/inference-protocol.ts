import {
  MAX_PREDICT_ROWS,
  Problem,
  V2Error,
  V2Health,
  V2Model,
  V2ModelParams,
  V2ModelReady,
  V2Request,
  V2Response,
  V2Server,
} from '@ml-microservices/shared/contracts';
import {
  type App,
  answerProblems,
  BYTES_PER_MB,
  dependencyProblems,
  problemResponses,
  type SendProblem,
} from '@ml-microservices/shared/service';
import { Inference } from '../inference/inference.js';
import { predictInline } from '../inference/input.js';
import { modelMetadata } from '../inference-protocol/metadata.js';
import { responseOf } from '../inference-protocol/response.js';
import { rowsOf } from '../inference-protocol/rows.js';
import type { Services } from './services.js';

/** Elements may be `null`, for which the protocol has no word. */
const EXTENSIONS = ['missing_values'];

const tags = ['open inference protocol'];
const guard = problemResponses('unauthenticated', 'forbidden', 'misdirected_request', 'too_many_requests');
const refusals = asErrors({ ...guard, ...problemResponses('not_found', 'invalid_input'), ...dependencyProblems });
const badBody = asErrors(problemResponses('malformed_request', 'payload_too_large', 'unsupported_media_type'));

/** The Open Inference Protocol V2, below `/v2`: what is wrong is told as its clients expect it, in one sentence. */
export async function inferenceProtocolRoutes(app: App, services: Services): Promise<void> {
  await app.register(
    async (scope: App) => {
      answerProblems(scope, sendError);
      serverRoutes(scope, services);
      modelRoutes(scope, services);
    },
    { prefix: '/v2' },
  );
}

function serverRoutes(app: App, { storage }: Services): void {
  const server = { name: 'ml-microservices', version: app.serviceVersion, extensions: EXTENSIONS };
  app.get('', { schema: { tags, summary: 'The server', response: { 200: V2Server, ...refusals } } }, () => server);

  const liveSchema = { tags, summary: 'Is the server alive?', response: { 200: V2Health } };
  app.get('/health/live', { schema: liveSchema }, () => ({ live: true }));

  const readySchema = { tags, summary: 'Can the server predict?', response: { 200: V2Health, 503: V2Health } };
  app.get('/health/ready', { schema: readySchema }, async (_request, reply) => {
    const ready = await storage.checkAlive().then(
      () => true,
      () => false,
    );
    return reply.code(ready ? 200 : 503).send({ live: true, ready });
  });
}

function modelRoutes(app: App, { config, models, storage }: Services): void {
  const find = async ({ name, version }: V2ModelParams) => {
    const model = await storage.modelNamed(name);
    if (version === undefined || version === model.version) return model;
    throw new Problem('not_found', `Model "${name}" has version ${model.version} alone, not ${version}.`);
  };
  const params = V2ModelParams;
  const metadataSchema = {
    tags,
    summary: 'What a model takes and gives',
    params,
    response: { 200: V2Model, ...refusals },
  };
  const readySchema = { tags, summary: 'Can a model predict?', params, response: { 200: V2ModelReady, ...refusals } };
  const inferSchema = {
    tags,
    summary: 'Predict rows that come as tensors, one of each feature',
    params,
    body: V2Request,
    response: { 200: V2Response, ...refusals, ...badBody },
  };
  const bodyLimit = config.inference.max_input_mb * BYTES_PER_MB;

  for (const path of ['/models/:name', '/models/:name/versions/:version']) {
    app.get(path, { schema: metadataSchema }, async (request) => modelMetadata(await find(request.params)));

    app.get(`${path}/ready`, { schema: readySchema }, async (request) => {
      const model = await find(request.params);
      await models.get(model);
      return { name: model.name, ready: true };
    });

    app.post(`${path}/infer`, { bodyLimit, schema: inferSchema }, async ({ params, body }) => {
      const model = await find(params);
      const rows = rowsOf(body.inputs, model.preprocessing.features);
      const work = new Inference(await models.get(model), model.threshold, MAX_PREDICT_ROWS);
      // The protocol knows tensors of no rows.
      if (rows.length > 0) predictInline(work, { rows }, MAX_PREDICT_ROWS);
      return responseOf(model, body, work.result());
    });
  }
}

const sendError: SendProblem = (reply, { status, detail, extras }) =>
  reply
    .code(status)
    .headers(extras.headers ?? {})
    .type('application/json')
    .serializer(JSON.stringify)
    .send({ error: detail } satisfies V2Error);

/** Responses of problems as this protocol tells them. */
function asErrors(responses: Record<number, object>): Record<number, object> {
  const content = { 'application/json': { schema: V2Error } };
  return Object.fromEntries(Object.entries(responses).map(([status, it]) => [status, { ...it, content }]));
}
