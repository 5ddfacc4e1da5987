import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Column, ModelType } from '@ml-microservices/shared/contracts';
import { resolveTrainRequest } from './check-request.js';
import { RecentTable } from './recent-table.js';
import { train } from './train.js';

const ROUNDS = 12;
const ROWS = 800;
const MEMORY_LIMIT_BYTES = 2 ** 28;
const COLUMNS: readonly Column[] = [
  { name: 'word', type: 'categorical' },
  { name: 'number', type: 'numeric' },
  { name: 'gap', type: 'numeric' },
  { name: 'target', type: 'numeric' },
];
const HYPERPARAMETERS: Readonly<Record<ModelType, Record<string, number>>> = {
  LogisticRegression: {},
  KNN: {},
  RandomForest: { n_estimators: 10, max_depth: 10 },
  GradientBoosting: { n_estimators: 3 },
};

/** Rows that look like data: words, numbers that repeat, cells that are missing. */
function madeUpCsv(): Buffer {
  const rows = Array.from({ length: ROWS }, (_, i) => {
    const number = ((i * 7919) % 1009) / 10;
    return `${'abc'[i % 3]},${number},${i % 5 === 0 ? '' : i % 80},${(i % 3) * 30 + number > 60 ? 1 : 0}`;
  });
  return Buffer.from(`${COLUMNS.map(({ name }) => name).join()}\n${rows.join('\n')}\n`);
}

/**
 * Trains small models on made-up rows while the process `isIdle`: V8 makes machine code of what it saw run often, and a
 * service's first trainings would otherwise take twice as long as its later ones.
 */
export async function warmUp(isIdle: () => boolean): Promise<void> {
  const bytes = madeUpCsv();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const recent = new RecentTable();
  const options = {
    threads: 1,
    memoryLimitBytes: MEMORY_LIMIT_BYTES,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  };
  async function* csv() {
    yield bytes;
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const [model_type, hyperparameters] of Object.entries(HYPERPARAMETERS) as [ModelType, object][]) {
      if (!isIdle()) return;
      const wish = { dataset_id: 1, model_type, hyperparameters: { ...hyperparameters }, target: 'target' };
      const request = resolveTrainRequest(wish, COLUMNS, null);
      await train({ source: { columns: COLUMNS, sha256, csv: csv() }, request, recent }, options);
      await nextTurn();
    }
  }
}
