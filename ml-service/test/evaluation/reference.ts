import { readFileSync } from 'node:fs';

interface Reference {
  readonly wilson: { hits: number; n: number; lo: number; hi: number }[];
  readonly mcnemar: { b: number; c: number; p: number }[];
  readonly fisher: { hits: number; n: number; otherHits: number; otherN: number; p: number }[];
  readonly chi_square: { counts: [number, number][]; statistic: number; degrees: number; p: number }[];
  readonly normal: { z: number; p: number }[];
  readonly student: { tail: number; degrees: number; t: number }[];
  readonly delong: {
    truth: number[];
    first: number[];
    second: number[];
    auc: [number, number];
    var: [number, number];
    cov: number;
    p: number;
    lo: number;
    hi: number;
  };
  readonly roc: { fpr: number[]; tpr: number[] };
  readonly precision_recall: [recall: number, precision: number][];
  readonly quantile: { values: number[]; q: number[]; at: number[] };
  readonly logit: {
    X: number[];
    C: number;
    binary: { proba: number[]; cov: number[] };
    multi: { proba: number[]; cov: number[] };
  };
}

/** Figures of scipy 1.17.1, scikit-learn 1.9.1 and numpy; DeLong and the covariances by their definitions. */
export const reference: Reference = JSON.parse(
  readFileSync(new URL('../fixtures/statistics.json', import.meta.url), 'utf8'),
);
