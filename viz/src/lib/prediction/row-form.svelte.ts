import type { FeaturePreparation, Model, Row } from '@ml-microservices/shared/contracts';
import { language } from '../i18n/index.svelte.js';

const VALUE = 'v.';

/** As the reader's language writes it: Russian has a comma before the decimals. */
const numberOf = (text: string) => Number(language.current === 'ru' ? text.replace(',', '.') : text);

/** A median is the middle of two numbers, and may have digits that are rounding alone. */
const withoutRounding = (value: number) => Number(value.toPrecision(12));

/** The row that is typical of what the model learned from: what it would fill in for missing values. */
export function typicalValues(features: readonly FeaturePreparation[]): Record<string, string> {
  return Object.fromEntries(
    features.map(({ name, impute, categories }) => [name, categories?.[impute] ?? String(withoutRounding(impute))]),
  );
}

/**
 * One row to predict, as the texts of its inputs; an empty text is a missing value. What differs from the typical row
 * can be written to the query of a URL and read from it.
 */
export class RowForm {
  readonly features: readonly FeaturePreparation[];
  readonly #typical: Readonly<Record<string, string>>;
  values = $state<Record<string, string>>({});

  constructor({ preprocessing }: Pick<Model, 'preprocessing'>, query: URLSearchParams) {
    this.features = preprocessing.features;
    this.#typical = typicalValues(this.features);
    this.values = Object.fromEntries(
      this.features.map(({ name }) => [name, query.get(VALUE + name) ?? this.#typical[name]]),
    );
  }

  hasFault({ name, type }: FeaturePreparation): boolean {
    const text = this.values[name].trim();
    return type === 'numeric' && text !== '' && !Number.isFinite(numberOf(text));
  }

  get isReady(): boolean {
    return this.features.every((feature) => !this.hasFault(feature));
  }

  get row(): Row {
    return Object.fromEntries(
      this.features.map(({ name, type }) => {
        const text = this.values[name].trim();
        if (text === '') return [name, null];
        return [name, type === 'numeric' ? numberOf(text) : text];
      }),
    );
  }

  reset(): void {
    this.values = { ...this.#typical };
  }

  clear(): void {
    this.values = Object.fromEntries(this.features.map(({ name }) => [name, '']));
  }

  /** Puts the values into `query` in place of those that are there. */
  writeTo(query: URLSearchParams): void {
    for (const { name } of this.features) {
      if (this.values[name] === this.#typical[name]) query.delete(VALUE + name);
      else query.set(VALUE + name, this.values[name]);
    }
  }
}
