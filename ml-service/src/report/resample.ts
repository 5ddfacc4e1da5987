import { BandTally, type CurveBands } from '../evaluation/curves/bands.js';
import { bootstrap, type Resampled, type ResampleOptions } from '../evaluation/intervals/bootstrap.js';
import type { Judged } from '../evaluation/judged.js';
import { rankedFor } from '../evaluation/ranking.js';
import { judgedAt } from './decision.js';
import { calibrationFigures, decidedFigures, rankFigures, rowFigures } from './statistics.js';

export type AllResampled = Readonly<Record<string, Resampled>>;

/** What the resamples are asked beside the classes predicted. */
export interface ResampleInput {
  readonly judged: Judged;
  /** The model's own threshold, where it has one. */
  readonly threshold: number | null;
  /** Classes, by code, whose own figures the report shows. */
  readonly shown: readonly number[];
  /** 1, 0 or -1 for each row: right less right of the baseline. */
  readonly gains: Int32Array;
}

export interface ResampledReport {
  /** Every figure that the bootstrap gives an interval, by name. */
  readonly figures: AllResampled;
  /** By the code of the class, for those shown. */
  readonly bands: ReadonlyMap<number, CurveBands>;
}

/** All that the bootstrap gives an interval or a band, from the same resamples. */
export async function resampleAll(
  { judged, threshold, shown, gains }: ResampleInput,
  options: ResampleOptions,
): Promise<ResampledReport> {
  const tallies = new Map(shown.map((code) => [code, new BandTally(rankedFor(judged, code), options.resamples)]));
  const statistics = [
    decidedFigures(judged, ''),
    ...(threshold === null ? [] : [decidedFigures(judgedAt(judged, threshold), 'served ')]),
    rowFigures(judged, gains),
    rankFigures(judged, tallies),
    calibrationFigures(judged, shown),
  ];
  const figures = await bootstrap(
    judged.truth,
    {
      names: statistics.flatMap(({ names }) => names),
      measure: (weights, put) => {
        for (const { measure } of statistics) measure(weights, put);
      },
    },
    options,
  );
  return { figures, bands: new Map([...tallies].map(([code, tally]) => [code, tally.bands()])) };
}
