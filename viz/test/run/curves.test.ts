import type { RunEvent } from '@ml-microservices/shared/contracts';
import { expect, it } from 'vitest';
import { curvesOf } from '../../src/lib/run/curves.js';

const event = (id: number, progress: number, metrics?: Record<string, number>): RunEvent => ({
  id,
  event: 'progress',
  data: { run_id: 1, status: 'running', progress, stage: 'fit', message: '', ...(metrics && { metrics }) },
});

it('makes a curve of each metric that is told more than once', () => {
  const events = [
    event(1, 0),
    event(2, 0.5, { oob_error: 0.3, depth: 4 }),
    event(3, 0.9, { oob_error: 0.2 }),
    event(4, 1),
  ];
  expect(curvesOf(events)).toEqual([
    {
      name: 'oob_error',
      points: [
        { work: 0.5, value: 0.3 },
        { work: 0.9, value: 0.2 },
      ],
    },
  ]);
});

it('begins anew where the run does', () => {
  const cutShort = [event(1, 0.5, { loss: 3 }), event(2, 0.7, { loss: 2 })];
  const queued: RunEvent = { ...event(3, 0), data: { ...event(3, 0).data, status: 'queued' } };
  const again = [event(4, 0.5, { loss: 3 }), event(5, 0.6, { loss: 2.5 })];
  expect(curvesOf([...cutShort, queued, ...again])).toEqual(curvesOf(again));
});
