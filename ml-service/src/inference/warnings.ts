import type { InputWarning, Preprocessing } from '@ml-microservices/shared/contracts';
import type { InputCounts } from './predict-table.js';

const values = (count: number, what: string) => `${count} ${what}${count === 1 ? ' was' : 's were'}`;

/** What the user should know of the input, column by column: unknown categories, imputed values, ignored columns. */
export function inputWarnings(
  preprocessing: Preprocessing,
  { imputed, unknown, ignored }: InputCounts,
): InputWarning[] {
  const { features, keep_missing = false } = preprocessing;
  const warnings: InputWarning[] = [];
  features.forEach(({ name: column, impute, categories }, i) => {
    const imputation = categories ? `the most frequent, "${categories[impute] ?? ''}"` : `the median, ${impute}`;
    if (unknown[i] > 0) {
      const taken = keep_missing ? 'missing' : imputation;
      const message = `${column}: ${values(unknown[i], 'value')} of no category known from training, taken for ${taken}`;
      warnings.push({ code: 'unknown_category', column, count: unknown[i], message });
    }
    if (imputed[i] > 0) {
      const message = `${column}: ${values(imputed[i], 'missing value')} imputed with ${imputation}`;
      warnings.push({ code: 'imputed_value', column, count: imputed[i], message });
    }
  });
  for (const column of ignored) {
    const message = `${column}: the model does not use this column`;
    warnings.push({ code: 'ignored_column', column, count: 1, message });
  }
  return warnings;
}
