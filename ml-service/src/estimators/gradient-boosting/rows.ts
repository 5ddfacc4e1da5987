import { BIN, type BoostingTask, END, FEATURE, MISSING_RIGHT, PER_JOB, START, VALUE } from './task.js';

/** Moves a node's rows that go left before the others; both keep their order. Without a branch, as no guess is good. */
export function partitionRows(task: BoostingTask, job: number): void {
  const { jobs, rows, scratch, codes, nSamples, offsets } = task;
  const at = job * PER_JOB;
  const [start, end, feature, bin] = [jobs[at + START], jobs[at + END], jobs[at + FEATURE], jobs[at + BIN]];
  const nBins = offsets[feature + 1] - offsets[feature];
  const goesRight = new Uint8Array(256).fill(1, bin + 1);
  goesRight[nBins - 1] = jobs[at + MISSING_RIGHT];
  const column = codes.subarray(feature * nSamples, (feature + 1) * nSamples);
  let left = start;
  let right = start;
  for (let i = start; i < end; i++) {
    const row = rows[i];
    const isRight = goesRight[column[row]];
    rows[left] = row;
    scratch[right] = row;
    left += 1 - isRight;
    right += isRight;
  }
  rows.set(scratch.subarray(start, right), left);
}

/** Adds a leaf's value to the sums of its rows. */
export function addLeaf({ jobs, rows, raw, output, nSamples }: BoostingTask, job: number): void {
  const at = job * PER_JOB;
  const value = jobs[at + VALUE];
  const offset = output[0] * nSamples;
  for (let i = jobs[at + START]; i < jobs[at + END]; i++) raw[offset + rows[i]] += value;
}
