import type { DriftBin, FeatureDrift } from '@ml-microservices/shared/contracts';

/** Drift of fewer rows is refused. */
export const MIN_ROWS = 20;

/** Shares of the rows of each side that are in a bin. */
export interface Shift {
  readonly bin: DriftBin;
  readonly training: number;
  readonly input: number;
}

/** The bins of a feature as shares of all rows of their side: every row is in one of them. */
export function shiftsOf({ bins }: FeatureDrift): Shift[] {
  const [training, input] = (['training', 'input'] as const).map((side) =>
    bins.reduce((total, bin) => total + bin[side], 0),
  );
  return bins.map((bin) => ({ bin, training: bin.training / training, input: bin.input / input }));
}

/** The bin whose share changed most. */
export function largestShift(shifts: readonly Shift[]): Shift {
  const size = (shift: Shift) => Math.abs(shift.input - shift.training);
  return shifts.reduce((largest, shift) => (size(shift) > size(largest) ? shift : largest));
}
