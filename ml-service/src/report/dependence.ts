import type { FeatureDependence, PartialDependence, PermutationImportance } from '@ml-microservices/shared/contracts';
import { evenly } from '../evaluation/evenly.js';
import { categoricalGrid, type Grid, MOST_VALUES, numericGrid } from '../evaluation/grid.js';
import { type Predicted, partialDependence } from '../evaluation/partial-dependence.js';
import type { FittedModel } from '../inference/fitted-model.js';
import { findColumn } from '../tabular/table.js';
import { type Encoder, transformFeature } from '../tabular/transform.js';
import type { Subject } from './subject.js';

const MOST_FEATURES = 10;
const MOST_ROWS = 250;
const FEWEST_ROWS = 25;
/** Probabilities that the rows of one value may have in all. */
const MAX_PROBABILITIES = 4_000;
/** Numbers that may be read for all predictions. */
const MAX_READS = 1e10;

export interface DependenceOptions {
  readonly importance: PermutationImportance;
  /** Codes of the classes that have curves. */
  readonly shown: readonly number[];
  readonly signal: AbortSignal;
}

/** How the probabilities go with each of the most important features that have two values or more. */
export async function dependenceOf(
  { fitted, test }: Subject,
  { importance, shown, signal }: DependenceOptions,
): Promise<PartialDependence> {
  const { transformer, classes, predictProba } = fitted;
  const { X } = evenly(test, mostRows(fitted));
  const predicted: Predicted = { predict: predictProba, nClasses: classes.length, shown, signal };
  const encoders = new Map(transformer.encoders.map((encoder) => [encoder.feature.name, encoder]));
  const features: FeatureDependence[] = [];
  for (const { feature } of importance.features) {
    if (features.length === MOST_FEATURES) break;
    const encoder = encoders.get(feature);
    const grid = encoder && gridOf(encoder, test);
    if (!grid || grid.values.length < 2) continue;
    const replaced = { first: encoder.first, values: transformFeature(transformer, encoder, grid.column) };
    const spreads = await partialDependence(X, replaced, predicted);
    const curves = shown.map((code, at) => ({
      label: String(classes[code]),
      points: grid.values.map((value, i) => ({ value, ...spreads[i][at] })),
    }));
    features.push({ feature, categories_left_out: grid.leftOut, curves });
  }
  return { rows: X.nSamples, features };
}

function mostRows({ classes, readsPerRow }: FittedModel): number {
  const affordable = Math.floor(MAX_READS / (MOST_FEATURES * MOST_VALUES * readsPerRow));
  return Math.min(MOST_ROWS, Math.floor(MAX_PROBABILITIES / classes.length), Math.max(FEWEST_ROWS, affordable));
}

function gridOf({ feature: { name, categories } }: Encoder, { table, rows }: Subject['test']): Grid | undefined {
  const column = findColumn(table, name);
  if (column?.type === 'categorical') return categoricalGrid(column, rows, categories ?? []);
  return column && numericGrid(column, rows);
}
