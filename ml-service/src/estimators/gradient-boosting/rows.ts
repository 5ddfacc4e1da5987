import { BUNDLE_CODES } from './bundles.js';
import {
  BIN,
  type BoostingTask,
  END,
  FACTOR,
  FEATURE,
  MAX_ODDS,
  MISSING_RIGHT,
  PER_JOB,
  RIGHT_FACTOR,
  START,
} from './task.js';

/** Moves a node's rows that go left before the others; both keep their order. Without a branch, as no guess is good. */
export function partitionRows(task: BoostingTask, job: number): void {
  const { jobs, rows, bundles, nSamples } = task;
  const { codes } = bundles;
  const at = job * PER_JOB;
  const [start, end, feature] = [jobs[at + START], jobs[at + END], jobs[at + FEATURE]];
  const goesLeft = directions(task, job);
  const column = bundles.bundleOf[feature] * nSamples;
  const scratch = nSamples + start;
  let right = 0;
  for (let i = start; i < end; i++) {
    const row = rows[i];
    rows[i - right] = row;
    rows[scratch + right] = row;
    right += 1 - goesLeft[codes[column + row]];
  }
  rows.copyWithin(end - right, scratch, scratch + right);
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

/** Multiplies the odds of the rows of a leaf, or of a split whose children are leaves. */
export function multiplyOdds(task: BoostingTask, job: number): void {
  const { jobs, rows, bundles, nSamples } = task;
  const at = job * PER_JOB;
  const [start, end, feature] = [jobs[at + START], jobs[at + END], jobs[at + FEATURE]];
  const offset = task.output[0] * nSamples;
  const odds = task.odds.subarray(offset, offset + nSamples);
  const [left, right] = [jobs[at + FACTOR], jobs[at + RIGHT_FACTOR]];
  if (feature < 0) {
    for (let i = start; i < end; i++) odds[rows[i]] = withinOdds(odds[rows[i]] * left);
    return;
  }
  const factors = Float64Array.from(directions(task, job), (goesLeft) => (goesLeft === 1 ? left : right));
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
