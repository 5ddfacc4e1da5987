import type { Labels } from './estimator.js';

export interface PresentClasses {
  /** Codes of the classes that have a sample, ascending. */
  readonly present: Int32Array;
  /** For each sample the position of its class in `present`. */
  readonly positions: Int32Array;
}

/** Leaves out the classes without a sample: a part of the data, as a fold, need not hold every class. */
export function presentClasses({ codes, nClasses }: Labels): PresentClasses {
  const occurs = new Uint8Array(nClasses);
  for (const code of codes) occurs[code] = 1;
  const positionOf = new Int32Array(nClasses);
  let count = 0;
  for (let c = 0; c < nClasses; c++) if (occurs[c]) positionOf[c] = count++;
  return {
    present: Int32Array.from({ length: nClasses }, (_, c) => c).filter((c) => occurs[c] === 1),
    positions: codes.map((code) => positionOf[code]),
  };
}
