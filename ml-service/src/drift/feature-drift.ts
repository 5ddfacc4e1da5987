import type { DriftBin, DriftTest, FeatureDrift } from '@ml-microservices/shared/contracts';
import { chiSquare } from '../evaluation/significance/chi-square.js';
import { fisher } from '../evaluation/significance/fisher.js';
import { holm } from '../evaluation/significance/holm.js';

const SIGNIFICANT = 0.05;
/** By which credit scorecards are watched (Siddiqi 2006). */
const [MODERATE, LARGE] = [0.1, 0.25];
/** What an empty bin counts, in rows: its share in a logarithm cannot be 0. */
const EMPTY = 0.5;

export interface BinnedFeature {
  readonly feature: string;
  readonly bins: readonly DriftBin[];
}

/** Which features differ between `totals.training` and `totals.input` rows, and how much; those that moved most first. */
export function featureDrifts(features: readonly BinnedFeature[], totals: Totals): FeatureDrift[] {
  const tests = features.map(({ bins }) => testsOf(bins, totals));
  const adjusted = holm(tests.flat().map(({ p }) => p)).values();
  const drifts = features.map(({ feature, bins }, i): FeatureDrift => {
    const adjustedTests = tests[i].map((test) => ({ ...test, p_adjusted: adjusted.next().value ?? 1 }));
    const index = psi(bins, totals);
    return { feature, verdict: verdictOf(index, adjustedTests), psi: index, tests: adjustedTests, bins: [...bins] };
  });
  return drifts.sort((a, b) => Number(isStable(a)) - Number(isStable(b)) || b.psi - a.psi);
}

export const isStable = ({ verdict }: FeatureDrift): boolean => verdict === 'stable';

interface Totals {
  readonly training: number;
  readonly input: number;
}

type Unadjusted = Omit<DriftTest, 'p_adjusted'>;

/** The bins of values against each other, and each of the others against all rows that are not in it. */
function testsOf(bins: readonly DriftBin[], { training, input }: Totals): Unadjusted[] {
  const values = chiSquare(
    bins.filter(({ kind }) => kind === 'range' || kind === 'category').map((bin) => [bin.training, bin.input]),
  );
  const others = bins.flatMap((bin): Unadjusted[] => {
    const { kind } = bin;
    if (kind === 'range' || kind === 'category') return [];
    const p = fisher(bin.input, input, bin.training, training);
    return [{ of: kind, method: 'fisher', statistic: null, degrees_of_freedom: null, p }];
  });
  return values ? [{ of: 'values', method: 'chi_square', ...values }, ...others] : others;
}

function verdictOf(index: number, tests: readonly DriftTest[]): FeatureDrift['verdict'] {
  if (index < MODERATE || tests.every(({ p_adjusted }) => p_adjusted >= SIGNIFICANT)) return 'stable';
  return index < LARGE ? 'moderate' : 'large';
}

/** Population stability index: the sum of (a - b) ln(a / b) of the shares a and b of each bin. */
function psi(bins: readonly DriftBin[], totals: Totals): number {
  const share = (count: number, total: number) => Math.max(count, EMPTY) / total;
  return bins.reduce((sum, bin) => {
    const [a, b] = [share(bin.input, totals.input), share(bin.training, totals.training)];
    return sum + (a - b) * Math.log(a / b);
  }, 0);
}
