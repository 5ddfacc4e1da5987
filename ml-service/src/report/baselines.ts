import type { Baselines, Verdict } from '@ml-microservices/shared/contracts';
import { sum } from '@ml-microservices/shared/statistics';
import { isolated } from '@ml-microservices/shared/text';
import { percentileEstimate, type Resampled } from '../evaluation/intervals/bootstrap.js';
import { LEVEL, withoutInterval } from '../evaluation/intervals/estimate.js';
import { proportion } from '../evaluation/intervals/wilson.js';
import type { Judged } from '../evaluation/judged.js';
import { largestAt, oneRuleOf } from '../evaluation/one-rule.js';
import { brierScore, logLoss } from '../evaluation/probability-loss.js';
import { mcnemar } from '../evaluation/significance/mcnemar.js';
import { findColumn } from '../tabular/table.js';
import type { Subject } from './subject.js';

const MOST_RULES = 20;

export interface JudgedBaselines {
  readonly baselines: Baselines;
  /** The one that is right on more test rows; of equal ones the rule. */
  readonly better: Verdict['baseline'];
  /** Training rows that each gets wrong. */
  readonly learned: { readonly majority: number; readonly rule: number };
  /** For each test row: the model's being right less that baseline's. */
  readonly gains: Int32Array;
}

/** What the majority class and the best single column say, learned on the training rows, judged on the test rows. */
export function judgeBaselines({ fitted, train, test, judged }: Subject): JudgedBaselines {
  const { classes, preprocessing } = fitted;
  const n = test.rows.length;
  const counts = new Int32Array(classes.length);
  for (const code of train.codes) counts[code]++;
  const majority = largestAt(counts);
  const byMajority = Int32Array.from(test.codes, (code) => (code === majority ? 1 : 0));
  const rules = preprocessing.features.flatMap(({ name }) => {
    const [column, judgedOn] = [findColumn(train.table, name), findColumn(test.table, name)];
    return column && judgedOn ? [{ rule: oneRuleOf(column, train, classes.length), judgedOn }] : [];
  });
  const best = rules.reduce<(typeof rules)[number] | null>((a, b) => (a && a.rule.right >= b.rule.right ? a : b), null);
  const byRule = Int32Array.from(test.codes, (code, i) =>
    best && best.rule.predict(best.judgedOn, test.rows[i]) === code ? 1 : 0,
  );
  const isRuleBetter = best !== null && sum(byRule) >= sum(byMajority);
  const baseline = isRuleBetter ? byRule : byMajority;
  return {
    baselines: {
      majority: { label: String(classes[majority]), accuracy: proportion(sum(byMajority), n) },
      prior: judgePrior(counts, judged),
      one_rule: best && {
        feature: best.rule.feature,
        accuracy: proportion(sum(byRule), n),
        rules: best.rule.rules.slice(0, MOST_RULES).map(({ when, code }) => ({ when, predict: String(classes[code]) })),
      },
    },
    better: isRuleBetter ? 'one_rule' : 'majority',
    learned: { majority: sum(counts) - counts[majority], rule: sum(counts) - (best?.rule.right ?? 0) },
    gains: baseline.map((right, i) => (judged.predicted[i] === judged.truth[i] ? 1 : 0) - right),
  };
}

/** The shares of the classes among the training rows as the probabilities of every test row. */
function judgePrior(counts: Int32Array, { truth, predicted, nClasses }: Judged): Baselines['prior'] {
  const rows = sum(counts);
  const probabilities = Float64Array.from({ length: truth.length * nClasses }, (_, at) => counts[at % nClasses] / rows);
  const said = { truth, predicted, probabilities, nClasses };
  // Resamples keep the number of rows of each class, and with it these figures.
  return {
    log_loss: withoutInterval(logLoss(said), truth.length),
    brier: withoutInterval(brierScore(said), truth.length),
  };
}

/**
 * Whether the model is better than the better baseline on the same rows, beyond chance: of three rows of a rare class
 * that it gains the percentiles alone say more than there is to say.
 */
export function verdictOf(judged: Omit<JudgedBaselines, 'learned'>, accuracy: number, resampled: Resampled): Verdict {
  const { baselines, better, gains } = judged;
  const n = gains.length;
  const gain = percentileEstimate(sum(gains) / n, resampled, n, 'difference');
  const [lo, hi] = [gain.lo ?? 0, gain.hi ?? 0];
  const p = mcnemar(gains.filter((one) => one > 0).length, gains.filter((one) => one < 0).length);
  const beyond = lo > 0 ? 'better' : hi < 0 ? 'worse' : 'no_proven_gain';
  const outcome = p < 1 - LEVEL ? beyond : 'no_proven_gain';
  const against =
    better === 'one_rule' && baselines.one_rule
      ? `the rule by ${isolated(baselines.one_rule.feature)} alone`
      : `always saying ${isolated(baselines.majority.label)}`;
  const ends = {
    better: `better than ${against} by more than chance explains`,
    no_proven_gain: `no proven gain over ${against}`,
    worse: `worse than ${against}`,
  };
  // As many decimals as one row of so many makes: of 5,000 rows 4,999 are not 100.0 %.
  const decimals = Math.max(1, Math.ceil(Math.log10(n)) - 2);
  const points = (share: number) => signedPoints(share, decimals);
  const figures = `${points(gain.value ?? 0)} points, 95 % interval ${points(lo)} to ${points(hi)}, p ${p < 0.001 ? '< 0.001' : `= ${p.toFixed(3)}`} by McNemar`;
  return {
    sentence: `It is right on ${(100 * accuracy).toFixed(decimals)} % of ${n} test ${n === 1 ? 'row' : 'rows'}: ${ends[outcome]} (${figures}).`,
    outcome,
    baseline: better,
    gain,
    p,
    exceeds_interval: lo > 0,
  };
}

/** With a sign where it is not 0 as rounded. */
function signedPoints(share: number, decimals: number): string {
  const digits = Math.abs(100 * share).toFixed(decimals);
  if (Number(digits) === 0) return digits;
  return `${share < 0 ? '−' : '+'}${digits}`;
}
