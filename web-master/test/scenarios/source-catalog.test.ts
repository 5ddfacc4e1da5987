import type { Batch, SourceInfo } from '@ml-microservices/shared/contracts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createSourceCatalog, type SourceCatalog } from '../../src/scenarios/source-catalog.js';

const info: SourceInfo = {
  name: 'titanic',
  origin: 'data/titanic.csv',
  sha256: 'a'.repeat(64),
  total: 891,
  cursor: 0,
  target: 'Survived',
  preprocessing: [],
  columns: [{ name: 'Survived', type: 'numeric', missing: 0, distinct: 2 }],
};
const batch: Batch = {
  source: 'titanic',
  offset: 0,
  size: 0,
  total: 891,
  next_offset: null,
  columns: ['Survived'],
  rows: [],
};

let calls: number;
let sourceOf: SourceCatalog;
beforeEach(() => {
  calls = 0;
  sourceOf = createSourceCatalog({
    info: async () => {
      calls++;
      return info;
    },
  });
});

describe('what is known of a source', () => {
  it('is asked for once while the batches look like it', async () => {
    expect(await sourceOf(batch)).toBe(info);
    await sourceOf({ ...batch, offset: 100 });
    expect(calls).toBe(1);
  });

  it.each([{ source: 'iris' }, { total: 892 }, { columns: ['Survived', 'Age'] }, { columns: ['survived'] }])(
    'is asked for again where a batch has %j',
    async (change) => {
      await sourceOf(batch);
      await sourceOf({ ...batch, ...change });
      expect(calls).toBe(2);
    },
  );

  it('is asked for again after a minute', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    try {
      await sourceOf(batch);
      vi.advanceTimersByTime(59_000);
      await sourceOf(batch);
      expect(calls).toBe(1);
      vi.advanceTimersByTime(2_000);
      await sourceOf(batch);
      expect(calls).toBe(2);
    } finally {
      vi.useRealTimers();
    }
  });
});
