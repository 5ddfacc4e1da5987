import { isolatedWithin } from '@ml-microservices/shared/text';

const SHOWN = 25;

/** The columns that a model needs; of very many the first, and how many there are. */
export function neededColumns(features: readonly string[]): string {
  const names = isolatedWithin(features.slice(0, SHOWN)).join(', ');
  return features.length > SHOWN ? `${names}, … (${features.length})` : names;
}
