import { IdParams, isFinal, Problem, Run } from '@ml-microservices/shared/contracts';
import { type App, dependencyProblems, problemResponses } from '@ml-microservices/shared/service';
import { RunStopped } from '../runs/active.js';
import type { Services } from './services.js';

export function runRoutes(app: App, { storage, hub, active, training }: Services): void {
  const schema = {
    tags: ['runs'],
    summary: 'Cancel a run',
    params: IdParams,
    response: { 200: Run, ...problemResponses('not_found', 'conflict'), ...dependencyProblems },
  };
  app.post('/runs/:id/cancel', { schema }, async ({ params: { id } }) => {
    const { attempt, ...run } = await storage.run(id);
    if (isFinal(run.status)) {
      throw new Problem('conflict', `Run ${id} is ${run.status} and cannot be cancelled.`, {
        reason: 'run_finished',
        values: { id, status: run.status },
      });
    }
    // The row first: from here on no result of the run is accepted.
    const note = { code: 'cancelled_by_request', values: {} };
    const step = await storage.updateRun(id, { attempt, status: 'cancelled', message: 'cancelled by request', note });
    training.dequeue(id);
    active.abort(id, new RunStopped('cancelled'));
    hub.publish(step);
    return step.run;
  });
}
