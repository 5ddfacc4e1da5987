import { Run, RunAccepted, TrainRequest } from '@ml-microservices/shared/contracts';
import { type App, dependencyProblems, problemResponses, repeatOf } from '@ml-microservices/shared/service';
import type { Services } from '../services.js';
import { sendStarted, waitOf } from './wait.js';

export function trainModelRoute(app: App, { ml }: Services): void {
  const schema = {
    tags: ['scenarios'],
    summary: 'Train a model on a stored dataset',
    takes: ['Idempotency-Key', 'Prefer'] as const,
    body: TrainRequest,
    response: { 200: Run, 202: RunAccepted, ...problemResponses('not_found', 'conflict'), ...dependencyProblems },
  };
  app.post('/scenarios/train-model', { schema }, async (request, reply) => {
    const waitS = waitOf(request, reply, 0);
    const started = await ml.train(request.body, { waitS, ...repeatOf(request) });
    return sendStarted(reply, started);
  });
}
