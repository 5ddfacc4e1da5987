import type { RunEvent } from '@ml-microservices/shared/contracts';

/** One metric of a run as the work went on. */
export interface Curve {
  readonly name: string;
  /** `work` is the share of the run's work done, 0 to 1. */
  readonly points: readonly { readonly work: number; readonly value: number }[];
}

/**
 * The metrics told along the way, each as a curve, in the order in which they first appear; a lone point is none. What
 * came before a run went back into the queue was lost, and is told again.
 */
export function curvesOf(events: readonly RunEvent[]): Curve[] {
  const points = new Map<string, { work: number; value: number }[]>();
  for (const { data } of events) {
    if (data.status === 'queued') points.clear();
    for (const [name, value] of Object.entries(data.metrics ?? {})) {
      const known = points.get(name);
      if (known) known.push({ work: data.progress, value });
      else points.set(name, [{ work: data.progress, value }]);
    }
  }
  return [...points].filter(([, list]) => list.length > 1).map(([name, list]) => ({ name, points: list }));
}
