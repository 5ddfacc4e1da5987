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
