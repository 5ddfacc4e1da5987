import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import type { Labels } from '../../src/estimators/estimator.js';
import type { Matrix } from '../../src/estimators/matrix.js';
import { matrixOf } from './matrices.js';

interface Figures {
  readonly mean: number;
  readonly sd: number;
}

interface Reference {
  readonly features: readonly string[];
  readonly train_rows: readonly number[];
  readonly test_rows: readonly number[];
  readonly impute: Readonly<Record<string, number>>;
  readonly X: readonly (readonly number[])[] | null;
  readonly y: readonly number[] | null;
  readonly scaler: { readonly mean: readonly number[]; readonly scale: readonly number[] };
  readonly logistic_regression: readonly {
    readonly C: number;
    readonly scaled: boolean;
    readonly coef: readonly (readonly number[])[];
    readonly intercept: readonly number[];
    readonly test_proba: readonly (readonly number[])[];
    readonly test_accuracy: number;
  }[];
  readonly knn: readonly {
    readonly n_neighbors: number;
    readonly weights: 'uniform' | 'distance';
    readonly test_proba: readonly (readonly number[])[];
    readonly tied_test_rows: readonly number[];
  }[];
  readonly random_forest: readonly {
    readonly n_estimators: number;
    readonly max_depth: number | null;
    readonly max_features: 'sqrt';
    readonly seeds: number;
    readonly test_accuracy: Figures;
    readonly test_log_loss: Figures;
    readonly oob_accuracy: Figures;
    readonly mean_nodes_per_tree: number;
    readonly importances: { readonly mean: readonly number[]; readonly sd: readonly number[] };
  }[];
}

export const DATA_SETS = ['titanic', 'iris', 'wine'] as const;

export interface Sample {
  readonly X: Matrix;
  readonly y: Labels;
}

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

/**
 * Reference figures of scikit-learn on fixed training and test rows, and those rows as matrices; missing values are
 * imputed as there, unless they are to stay missing.
 */
export function fixture(name: (typeof DATA_SETS)[number], { keepMissing = false } = {}) {
  const reference: Reference = JSON.parse(read(`../fixtures/${name}.json`));
  const { X: rows, y: classes } =
    reference.X && reference.y ? { X: reference.X, y: reference.y } : titanic(reference, keepMissing);
  const { mean, scale } = reference.scaler;
  const sample = (which: readonly number[], scaled: boolean): Sample => ({
    X: matrixOf(which.map((row) => rows[row].map((value, j) => (scaled ? (value - mean[j]) / scale[j] : value)))),
    y: { codes: Int32Array.from(which, (row) => classes[row]), nClasses: Math.max(...classes) + 1 },
  });
  return {
    reference,
    train: (scaled: boolean) => sample(reference.train_rows, scaled),
    test: (scaled: boolean) => sample(reference.test_rows, scaled),
  };
}

const CODES: Readonly<Record<string, readonly string[]>> = { Sex: ['female', 'male'], Embarked: ['S', 'C', 'Q'] };

function titanic({ features, impute }: Reference, keepMissing: boolean): { X: number[][]; y: number[] } {
  const csv = read('../../../collector/data/titanic.csv');
  const { data } = Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true });
  const value = (text: string, feature: string) => {
    if (text === '') return keepMissing ? Number.NaN : impute[feature];
    return feature in CODES ? CODES[feature].indexOf(text) : Number(text);
  };
  return {
    X: data.map((row) => features.map((feature) => value(row[feature], feature))),
    y: data.map((row) => Number(row.Survived)),
  };
}
