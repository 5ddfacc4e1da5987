/** What the adapters use of the ml.js packages that have no types, or wrong ones. */

declare module 'ml-random-forest' {
  export interface TreeOptions {
    readonly minNumSamples: number;
    readonly maxDepth: number;
    readonly gainThreshold: number;
  }

  export interface TreeNode {
    /** 1 x number of classes: a matrix in a trained forest, rows of an array in a saved one. */
    readonly distribution?: { to2DArray(): number[][] } | number[][];
    readonly splitColumn?: number;
    readonly splitValue?: number;
    readonly left?: TreeNode;
    readonly right?: TreeNode;
  }

  export interface SavedForest {
    readonly name: 'RFClassifier';
    readonly baseModel: {
      readonly isClassifier: true;
      readonly nEstimators: number;
      readonly indexes: readonly (readonly number[])[];
      readonly estimators: readonly {
        readonly name: 'DTClassifier';
        readonly options: object;
        readonly root: TreeNode;
      }[];
    };
  }

  export class RandomForestClassifier {
    constructor(options: {
      readonly seed: number;
      readonly nEstimators: number;
      readonly maxFeatures: number;
      readonly replacement: boolean;
      readonly noOOB: boolean;
      readonly treeOptions: TreeOptions;
    });
    /** For each tree, the columns that it was given. */
    readonly indexes: number[][];
    readonly estimators: { readonly root: TreeNode }[];
    train(rows: number[][], classes: number[]): void;
    /** nSamples x nEstimators: the class that each tree votes for. */
    predictionValues(rows: number[][]): { getRow(row: number): number[] };
    static load(saved: SavedForest): RandomForestClassifier;
  }
}

declare module 'ml-logistic-regression' {
  import type { Matrix } from 'ml-matrix';

  interface Classifier {
    readonly weights: Matrix;
    /** For each row the probability that it is NOT of the class. */
    testScores(rows: Matrix): number[];
  }

  export default class LogisticRegression {
    constructor(options: { readonly numSteps: number; readonly learningRate: number });
    readonly classifiers: Classifier[];
    train(rows: Matrix, classes: Matrix): void;
    static load(saved: {
      readonly name: 'LogisticRegression';
      readonly numberClasses: number;
      readonly classifiers: readonly { readonly weights: number[][] }[];
    }): LogisticRegression;
  }
}

declare module 'ml-knn' {
  export default class KNN {
    constructor(rows: number[][], classes: number[], options: { readonly k: number });
    predict(rows: number[][]): number[];
  }
}
