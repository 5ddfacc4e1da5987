import multipart from '@fastify/multipart';
import { InferRequest, Run, RunAccepted } from '@ml-microservices/shared/contracts';
import { type App, dependencyProblems, problemResponses, repeatOf } from '@ml-microservices/shared/service';
import type { Config } from '../config.js';
import type { Services } from '../services.js';
import { readInferForm } from './infer-form.js';
import { sendStarted, waitOf } from './wait.js';

const MAX_FIELD_BYTES = 1024;

export async function inferModelRoute(app: App, { ml }: Services, settings: Config['inference']): Promise<void> {
  const { max_bytes, wait_s } = settings;
  const schema = {
    tags: ['scenarios'],
    summary: 'Predict with a model',
    description: 'JSON, or multipart/form-data with the fields `model_id` and `file` (CSV).',
    consumes: ['application/json', 'multipart/form-data'],
    takes: ['Idempotency-Key', 'Prefer'] as const,
    body: InferRequest,
    response: { 200: Run, 202: RunAccepted, ...problemResponses('not_found'), ...dependencyProblems },
  };
  await app.register(async (scope: App) => {
    await scope.register(multipart, {
      limits: { fileSize: max_bytes, fieldSize: MAX_FIELD_BYTES },
    });
    scope.addHook('preValidation', async (request) => {
      if (request.isMultipart()) request.body = await readInferForm(request, max_bytes);
    });
    scope.post(
      '/scenarios/infer-model',
      {
        schema,
        bodyLimit: max_bytes,
      },
      async (request, reply) => {
        const waitS = waitOf(request, reply, wait_s);
        const started = await ml.infer(request.body, { waitS, ...repeatOf(request) });
        return sendStarted(reply, started);
      },
    );
  });
}
