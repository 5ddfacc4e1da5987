import { expect, it } from 'vitest';
import { createRandom } from '../../../src/estimators/random.js';
import { areaAgainstChance, CHANCE } from '../../../src/evaluation/intervals/permutation.js';
import { judge, judgeBinary } from '../judged.js';

const options = { resamples: 500, seed: 1 };

it.each([1, 3, 10])(
  'holds 0.5 in all but one in twenty of areas by chance, with %i rows of a class and many ties',
  async (rare) => {
    const random = createRandom(3);
    const truth = Array.from({ length: 80 }, (_, row) => (row < rare ? 0 : 1));
    let missed = 0;
    for (let sample = 0; sample < 200; sample++) {
      const scores = truth.map(() => (random.next() < 0.9 ? 1 : 0.8));
      const { lo, hi } = await areaAgainstChance(judgeBinary(truth, scores), options);
      if (lo! > CHANCE || hi! < CHANCE) missed++;
    }
    expect(missed).toBeLessThanOrEqual(20);
  },
);

it('lies beyond 0.5 where the scores tell the classes, of two and of more', async () => {
  const truth = Array.from({ length: 60 }, (_, row) => row % 3);
  const sure = truth.map((code) => [0, 1, 2].map((one) => (one === code ? 0.8 : 0.1)));
  const ofThree = await areaAgainstChance(judge(truth, sure, 3), options);
  const two = truth.map((code) => (code === 0 ? 0 : 1));
  const ofTwo = await areaAgainstChance(
    judgeBinary(
      two,
      two.map((code, row) => 0.3 * code + row / 200),
    ),
    options,
  );
  for (const { value, lo, hi, method } of [ofThree, ofTwo]) {
    expect(method).toBe('permutation');
    expect(lo).toBeGreaterThan(CHANCE);
    expect(value! >= lo! && value! <= hi!).toBe(true);
  }
});

it('has no interval where all scores are equal, and no value where a class has no row', async () => {
  expect(await areaAgainstChance(judgeBinary([0, 1, 1], [0.5, 0.5, 0.5]), options)).toMatchObject({
    value: 0.5,
    lo: null,
  });
  expect(await areaAgainstChance(judgeBinary([1, 1, 1], [0.1, 0.5, 0.9]), options)).toMatchObject({ value: null });
});
