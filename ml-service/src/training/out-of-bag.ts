import type { FitNotes } from '../estimators/estimator.js';
import type { TrainingJob } from './job.js';

/** Our own forest tells how each row was scored by the trees that did not draw it. */
export const scoresOutOfBag = ({ request }: TrainingJob): boolean =>
  request.model_type === 'RandomForest' && request.engine === 'native';

/** The notes without the scores of rows that equal another, which a tree may have drawn. `alone` as of `aloneAmong`. */
export function ofRowsAlone(notes: FitNotes, alone: Uint8Array): FitNotes {
  if (!notes.oobProbabilities) return notes;
  const nClasses = notes.oobProbabilities.length / alone.length;
  const isAlone = (at: number) => alone[Math.floor(at / nClasses)] === 1;
  const oobProbabilities = notes.oobProbabilities.map((value, at) => (isAlone(at) ? value : Number.NaN));
  return { ...notes, oobProbabilities };
}
