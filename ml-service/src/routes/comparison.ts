import { CompareRequest, Comparison, IdParams, Verification } from '@ml-microservices/shared/contracts';
import { type App, dependencyProblems, problemResponses } from '@ml-microservices/shared/service';
import type { Services } from './services.js';

const tags = ['models'];

export function comparisonRoutes(app: App, { storage, work, verifications }: Services): void {
  const compareSchema = {
    tags,
    summary: 'Compare models on the test rows that they share',
    body: CompareRequest,
    response: { 200: Comparison, ...problemResponses('not_found', 'conflict'), ...dependencyProblems },
  };
  app.post('/models/compare', { schema: compareSchema }, async (request) => {
    const result = await work.run('compare', request.body.model_ids);
    if (result.type !== 'compared') throw new TypeError(`a comparison ended as ${result.type}`);
    return result.comparison;
  });

  const verifySchema = {
    tags,
    summary: 'Train a model again and compare the bytes',
    description:
      'Nothing is stored. Takes as long as the training did; where that is longer than evaluation.wait_s it is answered ' +
      '503 with Retry-After, goes on, and is given to whoever asks again.',
    params: IdParams,
    response: { 200: Verification, ...problemResponses('not_found'), ...dependencyProblems },
  };
  app.post('/models/:id/verify', { schema: verifySchema }, async ({ params: { id } }) => {
    await storage.model(id);
    return verifications.of(id);
  });
}
