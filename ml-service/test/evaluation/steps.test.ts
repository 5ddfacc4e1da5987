import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ascending } from '../../src/evaluation/ascending.js';
import { rankedFor } from '../../src/evaluation/ranking.js';
import { areaUnderRoc, Steps } from '../../src/evaluation/steps.js';
import { judgeBinary } from './judged.js';

const row = fc.record({ score: fc.integer({ min: 0, max: 6 }), hit: fc.nat({ max: 1 }), weight: fc.nat({ max: 3 }) });
const rows = fc.array(row, { minLength: 1, maxLength: 40 });

it('the area is the share of pairs in their order, each row as often as it counts', () => {
  fc.assert(
    fc.property(rows, (some) => {
      const written = some.flatMap((one) => new Array<typeof one>(one.weight).fill(one));
      const [hits, misses] = [written.filter(({ hit }) => hit === 1), written.filter(({ hit }) => hit === 0)];
      const wins = hits.flatMap((hit) => misses.map((miss) => (Math.sign(hit.score - miss.score) + 1) / 2));
      const judged = judgeBinary(
        some.map(({ hit }) => hit),
        some.map(({ score }) => score / 6),
      );
      const weights = Int32Array.from(some, ({ weight }) => weight);
      const area = areaUnderRoc(new Steps(rankedFor(judged, 1)).count(weights));
      if (wins.length === 0) expect(area).toBeNull();
      else expect(area).toBeCloseTo(wins.reduce((a, b) => a + b) / wins.length, 12);
    }),
  );
});

it('numbers values as a stable sort does', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(-1, -0, 0, 0.5, 2)), (values) => {
      const sorted = [...values.keys()].sort((a, b) => values[a] - values[b]);
      expect([...ascending(Float64Array.from(values))]).toEqual(sorted);
    }),
  );
});
