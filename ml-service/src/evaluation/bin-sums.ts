import type { Scored } from './calibration.js';

/** Sums over the rows of a bin. */
export interface BinSums {
  readonly n: number;
  readonly scores: number;
  readonly hits: number;
  /** Of hit - score: the sums above, rounded, would lose it where it is small. */
  readonly gap: number;
}

export interface Binned {
  readonly bins: readonly BinSums[];
  /** Sum of (score - hit)² over all rows. */
  readonly squares: number;
}

/** Rows count as often as their weight says, once where none is given; `ends` as of `equalMassBins`. */
export function sumBins({ order, scores, hits }: Scored, ends: readonly number[], weights?: Int32Array): Binned {
  const bins: BinSums[] = [];
  let [place, squares] = [0, 0];
  for (const end of ends) {
    let [n, sumOfScores, sumOfHits, gap] = [0, 0, 0, 0];
    for (; place < end; place++) {
      const weight = weights ? weights[order[place]] : 1;
      const off = scores[place] - hits[place];
      n += weight;
      sumOfScores += weight * scores[place];
      sumOfHits += weight * hits[place];
      gap -= weight * off;
      squares += weight * off ** 2;
    }
    bins.push({ n, scores: sumOfScores, hits: sumOfHits, gap });
  }
  return { bins, squares };
}
