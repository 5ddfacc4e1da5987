import type { FeatureImportance, Preprocessing } from '@ml-microservices/shared/contracts';
import { sum } from '@ml-microservices/shared/statistics';
import { createTransformer } from '../tabular/transform.js';

/** Importance of each feature, the sum over its matrix columns; falling, equal ones in the features' order. */
export function featureImportances(preprocessing: Preprocessing, byColumn: Float64Array): FeatureImportance[] {
  return createTransformer(preprocessing)
    .encoders.map(({ feature, first, width }) => ({
      feature: feature.name,
      importance: sum(byColumn.subarray(first, first + width)),
    }))
    .sort((a, b) => b.importance - a.importance);
}
