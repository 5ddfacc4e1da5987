import { Drift, IdParams, Problem } from '@ml-microservices/shared/contracts';
import { type App, dependencyProblems, problemResponses } from '@ml-microservices/shared/service';
import type { Services } from './services.js';

export function driftRoutes(app: App, { storage, work }: Services): void {
  const schema = {
    tags: ['inference'],
    summary: 'How the rows of an inference differ from those that its model learned from',
    description: 'Read from the stored rows of both whenever it is asked for.',
    params: IdParams,
    response: { 200: Drift, ...problemResponses('not_found', 'conflict'), ...dependencyProblems },
  };
  app.get('/runs/:id/drift', { schema }, async ({ params: { id } }) => {
    const { kind, status, model_id } = await storage.run(id);
    if (kind !== 'inference' || status !== 'completed' || model_id === null) {
      const detail = `Drift is of a completed inference whose model is there; run ${id} is a ${status} ${kind}.`;
      throw new Problem('conflict', detail, { reason: 'no_drift', values: { id } });
    }
    const result = await work.run('drift', [model_id], { runId: id });
    if (result.type !== 'drifted') throw new TypeError(`a drift ended as ${result.type}`);
    return result.drift;
  });
}
