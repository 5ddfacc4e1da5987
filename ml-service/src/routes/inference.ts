import {
  ExplainRequest,
  Explanations,
  IdParams,
  InferRequest,
  MAX_EXPLAIN_ROWS,
  MAX_PREDICT_ROWS,
  PredictionResult,
  PredictRequest,
  Run,
  RunAccepted,
} from '@ml-microservices/shared/contracts';
import {
  type App,
  BYTES_PER_MB,
  dependencyProblems,
  problemResponses,
  repeatOf,
} from '@ml-microservices/shared/service';
import { explainTable } from '../inference/explain.js';
import { Inference } from '../inference/inference.js';
import { checkOneInput, predictInline } from '../inference/input.js';
import { answerRun } from './answer-run.js';
import type { Services } from './services.js';

const problems = { ...problemResponses('not_found'), ...dependencyProblems };

export function inferenceRoutes(app: App, { config, inference, models, storage, hub }: Services): void {
  const tags = ['inference'];
  const bodyLimit = config.inference.max_input_mb * BYTES_PER_MB;

  const inferSchema = {
    tags,
    summary: 'Predict rows or a dataset',
    takes: ['Idempotency-Key', 'Prefer'] as const,
    body: InferRequest,
    response: { 200: Run, 202: RunAccepted, ...problems, ...problemResponses('too_many_requests') },
  };
  app.post('/infer', { bodyLimit, schema: inferSchema }, async (request, reply) =>
    answerRun(request, reply, await inference.start(request.body, repeatOf(request)), { hub, storage }),
  );

  const predictSchema = {
    tags,
    summary: 'Predict rows at once',
    params: IdParams,
    body: PredictRequest,
    response: { 200: PredictionResult, ...problems },
  };
  app.post('/models/:id/predict', { bodyLimit, schema: predictSchema }, async ({ params: { id }, body }) => {
    checkOneInput(body, ['data', 'rows']);
    const model = await storage.model(id);
    const fitted = await models.get(model);
    const work = new Inference(fitted, model.threshold, MAX_PREDICT_ROWS);
    predictInline(work, body, MAX_PREDICT_ROWS);
    return work.result();
  });

  const explainSchema = {
    tags,
    summary: 'Say why rows are predicted as they are',
    params: IdParams,
    body: ExplainRequest,
    response: { 200: Explanations, ...problems, ...problemResponses('not_explainable', 'invalid_input') },
  };
  app.post('/models/:id/explain', { bodyLimit, schema: explainSchema }, async ({ params: { id }, body }) => {
    checkOneInput(body, ['data', 'rows']);
    const model = await storage.model(id);
    const fitted = await models.get(model);
    const work = new Inference(fitted, model.threshold, MAX_EXPLAIN_ROWS);
    const table = predictInline(work, body, MAX_EXPLAIN_ROWS);
    const { rows, predictions, warnings } = work.result();
    return explainTable(fitted, table, { rows, predictions, warnings });
  });
}
