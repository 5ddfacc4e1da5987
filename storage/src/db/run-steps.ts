import { isFinal, Problem, type Run, type RunUpdate } from '@ml-microservices/shared/contracts';

/** A status only moves forward, a finished run never changes, and only the current attempt may speak for a run. */
export function checkStep(run: Run, { attempt, status }: RunUpdate): void {
  if (isFinal(run.status)) throw new Problem('conflict', `Run ${run.id} is ${run.status} and never changes.`);
  const expected = status === 'queued' ? run.attempt + 1 : run.attempt;
  if (attempt !== expected) {
    throw new Problem(
      'conflict',
      `Run ${run.id} is at attempt ${run.attempt}; attempt ${attempt} comes too late or too early.`,
    );
  }
}

export function timesOf(run: Pick<Run, 'started_at' | 'created_at'>, status: RunUpdate['status']): Partial<Run> {
  const now = new Date().toISOString();
  if (status === 'queued') return { started_at: null };
  if (status === 'running') return { started_at: run.started_at ?? now };
  if (status === undefined || !isFinal(status)) return {};
  if (status === 'cancelled' && !run.started_at) return { finished_at: now };
  const began = run.started_at ?? run.created_at;
  return { started_at: began, finished_at: now, duration_ms: Math.max(0, Date.parse(now) - Date.parse(began)) };
}
