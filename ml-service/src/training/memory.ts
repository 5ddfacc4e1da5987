import type { MatrixSize } from './matrices.js';
import { TrainingError } from './training-error.js';

const MIB = 2 ** 20;
const mib = (bytes: number) => `${Math.ceil(bytes / MIB)} MiB`;

export interface MemoryNeed {
  /** Of the matrices to learn from and to be judged on. */
  readonly matrix: MatrixSize;
  /** Bytes that the estimator may hold beside them. */
  readonly estimator: number;
}

/** Throws where a training would need more memory than it may use. */
export function checkMemory({ matrix, estimator }: MemoryNeed, limitBytes: number): void {
  const needed = matrix.bytes + estimator;
  if (needed <= limitBytes) return;
  const { nColumns: columns, widest } = matrix;
  const parts = `${mib(matrix.bytes)} for ${columns} columns, the most by ${widest}, and ${mib(estimator)} for the model type`;
  throw new TrainingError(
    'out_of_memory',
    `the training needs ${mib(needed)} (${parts}), the limit is ${mib(limitBytes)}`,
    { needed, limit: limitBytes, columns, widest },
    'memory_needed',
  );
}
