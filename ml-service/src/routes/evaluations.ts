import { Evaluation, IdParams } from '@ml-microservices/shared/contracts';
import { type App, dependencyProblems, problemResponses } from '@ml-microservices/shared/service';
import type { Services } from './services.js';

export function evaluationRoutes(app: App, { storage, evaluations }: Services): void {
  const schema = {
    tags: ['models'],
    summary: 'How right a model is, and how sure that is',
    description:
      'Made when it is first asked for, or soon after the training; then it comes from storage. ' +
      'One that takes longer than evaluation.wait_s is answered 503 with Retry-After, and goes on.',
    params: IdParams,
    response: { 200: Evaluation, ...problemResponses('not_found'), ...dependencyProblems },
  };
  app.get('/models/:id/evaluation', { schema }, async ({ params: { id } }) => evaluations.of(await storage.model(id)));
}
