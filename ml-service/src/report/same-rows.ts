import { Problem } from '@ml-microservices/shared/contracts';
import { readModelFile } from '../model-file/model-file.js';

const TRAIN_AGAIN = 'Train both with the same test_dataset_id.';

/** Where models may differ; the first that does is told. */
const DIFFERENCES = [
  { reason: 'other_test_data', what: 'on other data', hint: TRAIN_AGAIN },
  { reason: 'other_target', what: 'on another target', hint: 'Models of different targets have none.' },
  { reason: 'other_classes', what: 'on other classes', hint: TRAIN_AGAIN },
  {
    reason: 'other_positive_class',
    what: 'by another positive class',
    hint: 'Train them with the same positive_class.',
  },
  { reason: 'other_test_rows', what: 'on other test rows', hint: TRAIN_AGAIN },
] as const;

interface StoredModel {
  readonly id: number;
  readonly file: Uint8Array;
}

/** Throws a problem that says why where models were not judged on the same rows, classes and target. */
export function checkSameRows(models: readonly StoredModel[]): void {
  const [first, ...others] = models.map(({ id, file }) => ({ id, basis: basisOf(file) }));
  for (const { id, basis } of others) {
    const found = DIFFERENCES.find(({ reason }) => basis[reason] !== first.basis[reason]);
    if (!found) continue;
    const { reason, what, hint } = found;
    const why = `model ${id} was judged ${what} than model ${first.id}`;
    const detail = `Models can only be compared on the same test rows: ${why}. ${hint}`;
    throw new Problem('conflict', detail, { reason, values: { model: id, other: first.id } });
  }
}

/** What a model was judged on, each by the reason that tells where it differs. */
function basisOf(file: Uint8Array): Record<(typeof DIFFERENCES)[number]['reason'], string> {
  const { header, testRows } = readModelFile(file);
  const { classes, dataset_sha256, target, test_dataset_sha256 } = header;
  return {
    other_test_data: test_dataset_sha256 ?? dataset_sha256,
    other_target: target,
    other_classes: classes.map(String).sort().join(),
    other_positive_class: classes.join(),
    other_test_rows: testRows.join(),
  };
}
