import { readFileSync } from 'node:fs';
import type { Estimate } from '@ml-microservices/shared/contracts';
import { sum } from '@ml-microservices/shared/statistics';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/estimators/random.js';
import { sumBins } from '../../src/evaluation/bin-sums.js';
import { byScore, equalMassBins } from '../../src/evaluation/calibration.js';
import { brierPartsOf } from '../../src/evaluation/murphy.js';
import { recalibrationOf } from '../../src/evaluation/recalibration.js';

interface Figure {
  readonly value: number;
  readonly variance: number;
}

interface Reference {
  readonly scores: number[];
  readonly hits: number[];
  readonly brier: Record<'score' | 'reliability' | 'resolution' | 'uncertainty' | 'within_bins', number>;
  readonly intercept: Figure;
  readonly slope: Figure;
}

/** Figures of scikit-learn and numpy. */
const reference: Reference = JSON.parse(readFileSync(new URL('../fixtures/calibration.json', import.meta.url), 'utf8'));
const [scores, hits] = [Float64Array.from(reference.scores), Uint8Array.from(reference.hits)];

describe("Murphy's parts", () => {
  it('are those of the definition, and the score is scikit-learn’s', () => {
    const scored = byScore(scores, hits);
    const parts = brierPartsOf(sumBins(scored, equalMassBins(scored)));
    for (const [name, value] of Object.entries(parts)) {
      expect(value, name).toBeCloseTo(reference.brier[name as keyof Reference['brier']], 12);
    }
  });

  it('add up to the score, and are those of the rows written out where rows count more than once', () => {
    const row = fc.record({
      score: fc.double({ min: 0, max: 1, noNaN: true }),
      hit: fc.nat({ max: 1 }),
      weight: fc.nat({ max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 60 }), (rows) => {
        fc.pre(rows.some(({ weight }) => weight > 0));
        const of = (some: typeof rows) =>
          byScore(
            Float64Array.from(some, ({ score }) => score),
            Uint8Array.from(some, ({ hit }) => hit),
          );
        const scored = of(rows);
        const weights = Int32Array.from(rows, ({ weight }) => weight);
        const parts = brierPartsOf(sumBins(scored, [rows.length], weights));
        const written = of(rows.flatMap((one) => new Array<typeof one>(one.weight).fill(one)));
        const plain = brierPartsOf(sumBins(written, [written.scores.length]));
        expect(parts.score).toBeCloseTo(plain.score, 10);
        expect(parts.reliability).toBeCloseTo(plain.reliability, 10);
        const { score, reliability, resolution, uncertainty, within_bins } = parts;
        expect(reliability - resolution + uncertainty + within_bins).toBeCloseTo(score, 10);
      }),
    );
  });
});

/** The likelihood is flat there, along the intercept and along the slope. */
function expectMaximum(said: Float64Array, seen: Uint8Array): void {
  const { intercept, slope } = recalibrationOf(said, seen);
  const logOdds = said.map((p) => Math.log(p / (1 - p)));
  const misses = logOdds.map((x, i) => 1 / (1 + Math.exp(-intercept.value! - slope.value! * x)) - seen[i]);
  expect(sum(misses)).toBeCloseTo(0, 6);
  expect(sum(misses.map((miss, i) => miss * logOdds[i]))).toBeCloseTo(0, 6);
}

describe('the refit of the outcomes to the scores', () => {
  it("is scikit-learn's logistic regression without a penalty, with the errors of its curvature", () => {
    const { intercept, slope } = recalibrationOf(scores, hits);
    for (const [estimate, { value, variance }] of [
      [intercept, reference.intercept],
      [slope, reference.slope],
    ] as const) {
      expect(estimate.value).toBeCloseTo(value, 6);
      expect((estimate.hi! - estimate.lo!) / 2).toBeCloseTo(1.959963984540054 * Math.sqrt(variance), 6);
      expect(estimate).toMatchObject({ method: 'wald', n: 200 });
    }
  });

  it('is undefined where the scores part the sides, are all equal or one side has no row', () => {
    const nothing = { value: null, lo: null, hi: null, method: 'none' };
    for (const [of, seen] of [
      [
        [0.1, 0.2, 0.8, 0.9],
        [0, 0, 1, 1],
      ],
      [
        [0.5, 0.5, 0.5, 0.5],
        [0, 1, 0, 1],
      ],
      [
        [0.1, 0.2, 0.8, 0.9],
        [1, 1, 1, 1],
      ],
      [
        [0, 0, 1, 1],
        [0, 0, 1, 1],
      ],
      [new Array(301).fill(0.3), Array.from({ length: 301 }, (_, i) => (i % 3) & 1)],
    ]) {
      const { slope, intercept } = recalibrationOf(Float64Array.from(of), Uint8Array.from(seen));
      expect([slope, intercept]).toEqual([expect.objectContaining(nothing), expect.objectContaining(nothing)]);
    }
  });

  it('is found where the scores are far too sure, by the equations of its maximum', () => {
    const random = createRandom(7, 1);
    const said = Float64Array.from({ length: 400 }, () => random.next());
    const seen = Uint8Array.from(said, (truly) => (random.next() < truly ? 1 : 0));
    const tooSure = said.map((p) => 1 / (1 + ((1 - p) / p) ** 4));
    const { slope } = recalibrationOf(tooSure, seen);
    expect(slope.value).toBeGreaterThan(0);
    expect(slope.hi).toBeLessThan(0.5);
    expectMaximum(tooSure, seen);
  });

  it('is found where whole steps would lead away from it: the one hit was less likely than another row', () => {
    expectMaximum(
      Float64Array.of(...new Array(12).fill(1e-6), 0.5, 0.9),
      Uint8Array.of(...new Array(12).fill(0), 1, 0),
    );
  });

  it('takes rare chances as they are said, and of 0 and 1 alone the nearest that has log odds', () => {
    const random = createRandom(7, 1);
    const rare = Float64Array.from({ length: 100_000 }, () => 10 ** (-5 + 2 * random.next()));
    const seen = Uint8Array.from(rare, (p) => (random.next() < p ? 1 : 0));
    const { intercept, slope } = recalibrationOf(rare, seen);
    const covers = ({ lo, hi }: Estimate, value: number) => lo! < value && hi! > value;
    expect([covers(intercept, 0), covers(slope, 1)]).toEqual([true, true]);
    const sure = recalibrationOf(Float64Array.of(0, 0, 0.2, 0.7, 1, 1), Uint8Array.of(0, 1, 0, 1, 1, 0));
    expect(sure).toEqual(
      recalibrationOf(Float64Array.of(1e-3, 1e-3, 0.2, 0.7, 0.999, 0.999), Uint8Array.of(0, 1, 0, 1, 1, 0)),
    );
  });
});
