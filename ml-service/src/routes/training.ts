import { Run, RunAccepted, TrainRequest } from '@ml-microservices/shared/contracts';
import { type App, dependencyProblems, problemResponses, repeatOf } from '@ml-microservices/shared/service';
import { checkTestColumns, checkTwoClasses, isForTwoClasses, resolveTrainRequest } from '../training/check-request.js';
import { answerRun } from './answer-run.js';
import type { Services } from './services.js';

export function trainingRoutes(app: App, { training, datasets, storage, hub }: Services): void {
  const schema = {
    tags: ['training'],
    summary: 'Train a model',
    takes: ['Idempotency-Key', 'Prefer'] as const,
    body: TrainRequest,
    response: {
      200: Run,
      202: RunAccepted,
      ...problemResponses('not_found', 'conflict', 'invalid_input', 'idempotency_mismatch', 'too_many_requests'),
      ...dependencyProblems,
    },
  };
  app.post('/train', { schema }, async (request, reply) => {
    const started = await datasets.using(request.body.dataset_id, async (dataset) => {
      const resolved = resolveTrainRequest(request.body, dataset.columns, dataset.target);
      if (resolved.test_dataset_id) {
        checkTestColumns(resolved, (await storage.dataset(resolved.test_dataset_id)).columns);
      }
      if (isForTwoClasses(resolved)) {
        checkTwoClasses(resolved, dataset.columns, (await storage.datasetProfile(dataset.id)).columns);
      }
      return training.start(resolved, dataset, repeatOf(request));
    });
    return answerRun(request, reply, started, { hub, storage });
  });
}
