import { TrainingError } from './training-error.js';

const MIB = 2 ** 20;
const mib = (bytes: number) => `${Math.ceil(bytes / MIB)} MiB`;

export interface MemoryNeed {
  /** Bytes of the matrices to learn from and to be judged on. */
  readonly matrix: number;
  /** Bytes that the estimator may hold beside them. */
  readonly estimator: number;
}

/** Throws where a training would need more memory than it may use. */
export function checkMemory({ matrix, estimator }: MemoryNeed, limitBytes: number): void {
  const needed = matrix + estimator;
  if (needed <= limitBytes) return;
  const parts = `${mib(matrix)} for the matrix and ${mib(estimator)} for the model type`;
  throw new TrainingError(
    'out_of_memory',
    `the training needs ${mib(needed)} (${parts}), the limit is ${mib(limitBytes)}`,
    { needed, limit: limitBytes },
    'memory_needed',
  );
}
