import type { Comparison, PairComparison } from '@ml-microservices/shared/contracts';
import { sum } from '@ml-microservices/shared/statistics';
import {
  bootstrap,
  logitEstimate,
  percentileEstimate,
  RESAMPLES,
  type Resampled,
  type Statistics,
} from '../evaluation/intervals/bootstrap.js';
import { placementsOf } from '../evaluation/intervals/delong.js';
import { proportion } from '../evaluation/intervals/wilson.js';
import type { Judged } from '../evaluation/judged.js';
import { adjusted, bootstrapP, outcomeOf, pairedDelong } from '../evaluation/paired.js';
import { logLoss, rowLogLoss } from '../evaluation/probability-loss.js';
import { meanOfAll, scoresBySide } from '../evaluation/ranking.js';
import { holm } from '../evaluation/significance/holm.js';
import { mcnemar } from '../evaluation/significance/mcnemar.js';
import { areaUnderRoc, rocAuc, type Steps, stepsFor } from '../evaluation/steps.js';
import type { AllResampled } from './resample.js';
import { checkSameRows } from './same-rows.js';
import { classAuc } from './scores.js';
import { readSubject, type SubjectSources } from './subject.js';

const SEED = 42;

export interface ComparedModel extends SubjectSources {
  readonly id: number;
  readonly name: string;
}

/** A model's answers on the test rows. */
interface Answers {
  readonly id: number;
  readonly name: string;
  readonly judged: Judged;
  readonly right: Int32Array;
  readonly losses: Float64Array;
  readonly steps: readonly Steps[];
}

/**
 * Compares models, each with each, on the test rows that they share, at the class of highest probability. Throws a
 * problem that says why where they do not share them.
 */
export async function compareModels(models: readonly ComparedModel[], signal: AbortSignal): Promise<Comparison> {
  checkSameRows(models);
  const answers: Answers[] = [];
  for (const model of models) answers.push(await answersOf(model, signal));
  const resampled = await resample(answers, signal);
  const n = answers[0].judged.truth.length;
  const pairs = answers.flatMap((a, i) => answers.slice(i + 1).map((b) => pairOf(a, b, resampled)));
  return { n_test: n, models: answers.map((one) => scoresOf(one, resampled)), pairs: withHolm(pairs) };
}

async function answersOf(model: ComparedModel, signal: AbortSignal): Promise<Answers> {
  const { judged } = await readSubject(model, signal);
  return {
    id: model.id,
    name: model.name,
    judged,
    right: Int32Array.from(judged.truth, (code, i) => (judged.predicted[i] === code ? 1 : 0)),
    losses: rowLogLoss(judged),
    steps: stepsFor(judged),
  };
}

/** Every model on the same resamples, so that the differences are paired. */
function resample(answers: readonly Answers[], signal: AbortSignal): Promise<AllResampled> {
  const n = answers[0].judged.truth.length;
  const total = (values: Int32Array | Float64Array, weights: Int32Array) => {
    let sum = 0;
    for (let row = 0; row < n; row++) sum += weights[row] * values[row];
    return sum / n;
  };
  const pairs = answers.flatMap((a, i) => answers.slice(i + 1).map((b) => [a, b]));
  const names = [
    ...answers.flatMap(({ id }) => [`log_loss ${id}`, `roc_auc ${id}`]),
    ...pairs.flatMap(([a, b]) => ['accuracy', 'log_loss', 'roc_auc'].map((name) => `${name} ${a.id} ${b.id}`)),
  ];
  const measure: Statistics['measure'] = (weights, put) => {
    const figures = answers.map(({ right, losses, steps }) => ({
      accuracy: total(right, weights),
      log_loss: total(losses, weights),
      roc_auc: meanOfAll(steps.map((one) => areaUnderRoc(one.count(weights)))),
    }));
    for (const { log_loss, roc_auc } of figures) {
      put(log_loss);
      put(roc_auc);
    }
    figures.forEach((a, i) => {
      for (const b of figures.slice(i + 1)) {
        put(a.accuracy - b.accuracy);
        put(a.log_loss - b.log_loss);
        put(a.roc_auc === null || b.roc_auc === null ? null : a.roc_auc - b.roc_auc);
      }
    });
  };
  return bootstrap(answers[0].judged.truth, { names, measure }, { resamples: RESAMPLES, seed: SEED, signal });
}

function scoresOf({ id, name, judged, right }: Answers, resampled: AllResampled): Comparison['models'][number] {
  const n = right.length;
  return {
    model_id: id,
    name,
    accuracy: proportion(sum(right), n),
    log_loss: percentileEstimate(logLoss(judged), resampled[`log_loss ${id}`], n, 'unbounded'),
    roc_auc: judged.nClasses === 2 ? classAuc(judged, 1) : logitEstimate(rocAuc(judged), resampled[`roc_auc ${id}`], n),
  };
}

function pairOf(a: Answers, b: Answers, resampled: AllResampled): PairComparison {
  const n = a.right.length;
  const key = `${a.id} ${b.id}`;
  const onlyA = a.right.filter((right, i) => right > b.right[i]).length;
  const onlyB = b.right.filter((right, i) => right > a.right[i]).length;
  const accuracy = percentileEstimate((onlyA - onlyB) / n, resampled[`accuracy ${key}`], n, 'difference');
  const losses = (logLoss(a.judged) ?? 0) - (logLoss(b.judged) ?? 0);
  const logLosses = percentileEstimate(losses, resampled[`log_loss ${key}`], n, 'unbounded');
  const areas = areaDifference(a, b, resampled[`roc_auc ${key}`]);
  const told = (difference: typeof accuracy, p: number | null, sign: 1 | -1) => ({
    difference,
    p,
    p_adjusted: p,
    outcome: outcomeOf(difference, sign),
  });
  const ofAccuracy = told(accuracy, mcnemar(onlyA, onlyB), 1);
  return {
    model_id: a.id,
    other_id: b.id,
    only_first_right: onlyA,
    only_second_right: onlyB,
    accuracy: ofAccuracy,
    log_loss: told(logLosses, bootstrapP(resampled[`log_loss ${key}`]), -1),
    roc_auc: told(areas.difference, areas.p, 1),
    verdict: ofAccuracy.outcome,
  };
}

function areaDifference(a: Answers, b: Answers, resampled: Resampled) {
  const n = a.right.length;
  const [ofA, ofB] = [a, b].map(({ judged }) =>
    judged.nClasses === 2 ? placementsOf(...scoresBySide(judged, 1)) : null,
  );
  if (ofA && ofB) return pairedDelong(ofA, ofB, n);
  const [first, second] = [rocAuc(a.judged), rocAuc(b.judged)];
  const value = first === null || second === null ? null : first - second;
  const difference = percentileEstimate(value, resampled, n, 'difference');
  return { difference, p: value === null ? null : bootstrapP(resampled) };
}

/** Over more than one pair a p value is adjusted, metric by metric. */
function withHolm(pairs: readonly PairComparison[]): PairComparison[] {
  const of = (name: 'accuracy' | 'log_loss' | 'roc_auc') => holm(pairs.map((pair) => pair[name].p));
  const [accuracy, log_loss, roc_auc] = [of('accuracy'), of('log_loss'), of('roc_auc')];
  return pairs.map((pair, i) => {
    const ofAccuracy = adjusted(pair.accuracy, accuracy[i]);
    return {
      ...pair,
      accuracy: ofAccuracy,
      log_loss: adjusted(pair.log_loss, log_loss[i]),
      roc_auc: adjusted(pair.roc_auc, roc_auc[i]),
      verdict: ofAccuracy.outcome,
    };
  });
}
