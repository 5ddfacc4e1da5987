import type { FeaturePreparation, Model, Row } from '@ml-microservices/shared/contracts';
import { readDecimal } from '../forms/decimal.js';

const VALUE = 'v.';

/** A median is the middle of two numbers, and may have digits that are rounding alone. */
const withoutRounding = (value: number) => Number(value.toPrecision(12));

/** The row that is typical of what the model learned from: what it would fill in for missing values. */
export function typicalRow(features: readonly FeaturePreparation[]): Row {
  return Object.fromEntries(
    features.map(({ name, impute, categories }) => [name, categories?.[impute] ?? withoutRounding(impute)]),
  );
}

/** One row to predict. What differs from the typical row can be written to the query of a URL and read from it. */
export class RowForm {
  readonly features: readonly FeaturePreparation[];
  readonly #typical: Readonly<Row>;
  /** Null is a missing value, NaN what is no number where one must be. */
  row = $state<Row>({});

  constructor({ preprocessing }: Pick<Model, 'preprocessing'>, query: URLSearchParams) {
    this.features = preprocessing.features;
    this.#typical = typicalRow(this.features);
    this.row = Object.fromEntries(
      this.features.map(({ name, type }) => {
        const text = query.get(VALUE + name);
        if (text === null) return [name, this.#typical[name]];
        return [name, type === 'numeric' ? readDecimal(text, 'en') : text.trim() || null];
      }),
    );
  }

  numberOf({ name }: FeaturePreparation): number | null {
    const value = this.row[name];
    return typeof value === 'number' ? value : null;
  }

  hasFault(feature: FeaturePreparation): boolean {
    return Number.isNaN(this.numberOf(feature));
  }

  get isReady(): boolean {
    return this.features.every((feature) => !this.hasFault(feature));
  }

  reset(): void {
    this.row = { ...this.#typical };
  }

  clear(): void {
    this.row = Object.fromEntries(this.features.map(({ name }) => [name, null]));
  }

  /** Puts the values into `query` in place of those that are there; in any language they are read alike. */
  writeTo(query: URLSearchParams): void {
    for (const { name } of this.features) {
      if (this.row[name] === this.#typical[name]) query.delete(VALUE + name);
      else query.set(VALUE + name, String(this.row[name] ?? ''));
    }
  }
}
