import type { RandomForestParams } from '@ml-microservices/shared/contracts';

/** How many of the features a rule draws: at least one, at most all. */
export function featuresOf(rule: RandomForestParams['max_features'], nFeatures: number): number {
  if (rule === 'sqrt') return Math.max(1, Math.floor(Math.sqrt(nFeatures)));
  if (rule === 'log2') return Math.max(1, Math.floor(Math.log2(nFeatures)));
  return Math.min(rule ?? nFeatures, nFeatures);
}
