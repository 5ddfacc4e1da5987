import { BUNDLE_CODES } from './bundles.js';
import {
  BIN,
  BOUNDARY,
  type BoostingTask,
  END,
  FACTOR,
  FEATURE,
  MAX_ODDS,
  MISSING_RIGHT,
  PER_JOB,
  PER_RANGE,
  RIGHT_FACTOR,
  START,
} from './task.js';

/**
 * Moves a node's rows in a shard to the other half of the rows: those that go left to the front, the others, from the
 * last on, to the back. Without a branch, as no guess is good; four at a time, all read before one is written, which
 * takes a third less time.
 */
export function partitionRows(task: BoostingTask, job: number, shard: number): void {
  const { jobs, rows, ranges, bundles, nSamples } = task;
  const { codes } = bundles;
  const at = (job * task.nShards + shard) * PER_RANGE;
  const [start, end] = [ranges[at + START], ranges[at + END]];
  const goesLeft = directions(task, job);
  const column = bundles.bundleOf[jobs[job * PER_JOB + FEATURE]] * nSamples;
  const away = start < nSamples ? nSamples : -nSamples;
  let left = start + away;
  let right = end + away - 1;
  let i = start;
  for (; i + 3 < end; i += 4) {
    const a = rows[i];
    const b = rows[i + 1];
    const c = rows[i + 2];
    const d = rows[i + 3];
    const stepA = goesLeft[codes[column + a]];
    const stepB = goesLeft[codes[column + b]];
    const stepC = goesLeft[codes[column + c]];
    const stepD = goesLeft[codes[column + d]];
    rows[left] = a;
    rows[right] = a;
    left += stepA;
    right += stepA - 1;
    rows[left] = b;
    rows[right] = b;
    left += stepB;
    right += stepB - 1;
    rows[left] = c;
    rows[right] = c;
    left += stepC;
    right += stepC - 1;
    rows[left] = d;
    rows[right] = d;
    left += stepD;
    right += stepD - 1;
  }
  for (; i < end; i++) {
    const row = rows[i];
    rows[left] = row;
    rows[right] = row;
    const step = goesLeft[codes[column + row]];
    left += step;
    right += step - 1;
  }
  ranges[at + START] = start + away;
  ranges[at + BOUNDARY] = left;
  ranges[at + END] = end + away;
}

/** For each code of the bundle of a job's feature 1 where its rows go left, else 0. */
function directions({ jobs, bundles, offsets, hasMissing }: BoostingTask, job: number): Uint8Array {
  const at = job * PER_JOB;
  const [feature, bin] = [jobs[at + FEATURE], jobs[at + BIN]];
  const missing = hasMissing[feature] === 0 ? -1 : offsets[feature + 1] - offsets[feature] - 1;
  const place = bundles.places[feature] * BUNDLE_CODES;
  const missingLeft = 1 - jobs[at + MISSING_RIGHT];
  const goesLeft = new Uint8Array(BUNDLE_CODES);
  for (let code = 0; code < BUNDLE_CODES; code++) {
    const own = bundles.bins[place + code];
    goesLeft[code] = own === missing ? missingLeft : own <= bin ? 1 : 0;
  }
  return goesLeft;
}

/** Multiplies the odds of the rows in a shard of a leaf, or of a split whose children are leaves. */
export function multiplyOdds(task: BoostingTask, job: number, shard: number): void {
  const { jobs, rows, ranges, bundles, nSamples } = task;
  const at = job * PER_JOB;
  const range = (job * task.nShards + shard) * PER_RANGE;
  const [start, end, feature] = [ranges[range + START], ranges[range + END], jobs[at + FEATURE]];
  const offset = task.output[0] * nSamples;
  const odds = task.odds.subarray(offset, offset + nSamples);
  const [left, right] = [jobs[at + FACTOR], jobs[at + RIGHT_FACTOR]];
  if (feature < 0) {
    for (let i = start; i < end; i++) odds[rows[i]] = withinOdds(odds[rows[i]] * left);
    return;
  }
  const goesLeft = directions(task, job);
  const factors = new Float64Array(BUNDLE_CODES);
  // Twenty times as fast as Float64Array.from with a function.
  for (let code = 0; code < BUNDLE_CODES; code++) factors[code] = goesLeft[code] === 1 ? left : right;
  const bundle = bundles.bundleOf[feature];
  const column = bundles.codes.subarray(bundle * nSamples, (bundle + 1) * nSamples);
  for (let i = start; i < end; i++) {
    const row = rows[i];
    odds[row] = withinOdds(odds[row] * factors[column[row]]);
  }
}

const MIN_ODDS = 1 / MAX_ODDS;

/** Comparisons that hardly ever hold cost less than Math.min and Math.max do. */
function withinOdds(odds: number): number {
  if (odds > MAX_ODDS) return MAX_ODDS;
  if (odds < MIN_ODDS) return MIN_ODDS;
  return odds;
}
