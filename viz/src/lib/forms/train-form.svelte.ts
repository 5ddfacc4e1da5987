import type { ModelType, ModelTypeInfo, TrainRequest } from '@ml-microservices/shared/contracts';
import { type FieldValue, faultOf, fieldsOf, parseValue, type SchemaField } from './schema.js';
import { ValidationForm } from './validation-form.svelte.js';

export type Engine = NonNullable<TrainRequest['engine']>;

const DEFAULTS = { test_size: 0.2, seed: 42 } as const;
const PARAMETER = 'p.';

/** What is chosen for a training. It can be written to the query of a URL and read from it. */
export class TrainForm {
  datasetId = $state<number>();
  modelType = $state<ModelType>('RandomForest');
  engine = $state<Engine>('native');
  target = $state('');
  /** Of two classes the one that figures are of, where it is not the second in order. */
  positiveClass = $state('');
  features = $state.raw<readonly string[]>([]);
  /** The dataset that the model is judged on, where it is another one. */
  testDatasetId = $state<number>();
  testSize = $state<number | null>(DEFAULTS.test_size);
  seed = $state<number | null>(DEFAULTS.seed);
  name = $state('');
  description = $state('');
  /** The hyperparameters that differ from their defaults. */
  parameters = $state<Readonly<Record<string, FieldValue | undefined>>>({});

  readonly validation: ValidationForm;
  readonly #types: readonly ModelTypeInfo[];

  constructor(types: readonly ModelTypeInfo[], query: URLSearchParams) {
    this.#types = types;
    this.datasetId = Number(query.get('dataset')) || undefined;
    this.modelType = types.find(({ name }) => name === query.get('model'))?.name ?? this.modelType;
    this.engine = this.info?.engines.find(({ engine }) => engine === query.get('engine'))?.engine ?? 'native';
    this.target = query.get('target') ?? '';
    this.positiveClass = query.get('positive') ?? '';
    this.features = query.getAll('feature');
    this.testDatasetId = Number(query.get('test_dataset')) || undefined;
    this.testSize = Number(query.get('test_size') ?? DEFAULTS.test_size);
    this.seed = Number(query.get('seed') ?? DEFAULTS.seed);
    this.name = query.get('name') ?? '';
    this.description = query.get('description') ?? '';
    this.validation = new ValidationForm(query);
    this.parameters = Object.fromEntries(
      this.fields.flatMap((field) => {
        const text = query.get(PARAMETER + field.name);
        return text === null ? [] : [[field.name, parseValue(field, text)]];
      }),
    );
  }

  get info(): ModelTypeInfo | undefined {
    return this.#types.find(({ name }) => name === this.modelType);
  }

  get fields(): readonly SchemaField[] {
    const chosen = this.info?.engines.find(({ engine }) => engine === this.engine) ?? this.info?.engines[0];
    return chosen ? fieldsOf(chosen.hyperparameters) : [];
  }

  valueOf(field: SchemaField): FieldValue | undefined {
    return field.name in this.parameters ? this.parameters[field.name] : field.initial;
  }

  set(field: SchemaField, value: FieldValue | undefined): void {
    const { [field.name]: _old, ...others } = this.parameters;
    this.parameters = value === field.initial ? others : { ...others, [field.name]: value };
  }

  choose(modelType: ModelType): void {
    this.modelType = modelType;
    this.parameters = {};
    if (!this.info?.engines.some(({ engine }) => engine === this.engine)) this.engine = 'native';
  }

  get hasTestSizeFault(): boolean {
    if (this.testDatasetId !== undefined) return false;
    return this.testSize === null || !(this.testSize > 0 && this.testSize < 1);
  }

  get hasSeedFault(): boolean {
    return this.seed === null || !Number.isInteger(this.seed) || this.seed < 0 || this.seed >= 2 ** 32;
  }

  get isReady(): boolean {
    return (
      this.datasetId !== undefined &&
      !this.hasTestSizeFault &&
      !this.hasSeedFault &&
      this.validation.isReady &&
      this.fields.every((field) => faultOf(field, this.valueOf(field)) === undefined)
    );
  }

  toQuery(): URLSearchParams {
    const query = new URLSearchParams();
    if (this.datasetId) query.set('dataset', String(this.datasetId));
    query.set('model', this.modelType);
    if (this.engine !== 'native') query.set('engine', this.engine);
    if (this.target) query.set('target', this.target);
    if (this.positiveClass) query.set('positive', this.positiveClass);
    for (const feature of this.features) query.append('feature', feature);
    if (this.testDatasetId) query.set('test_dataset', String(this.testDatasetId));
    if (this.testSize !== null && this.testSize !== DEFAULTS.test_size) query.set('test_size', String(this.testSize));
    if (this.seed !== null && this.seed !== DEFAULTS.seed) query.set('seed', String(this.seed));
    if (this.name) query.set('name', this.name);
    if (this.description) query.set('description', this.description);
    this.validation.writeTo(query);
    for (const [name, value] of Object.entries(this.parameters)) {
      if (value !== undefined) query.set(PARAMETER + name, String(value));
    }
    return query;
  }

  toRequest(): TrainRequest {
    const judged = this.testDatasetId
      ? { test_dataset_id: this.testDatasetId }
      : { test_size: this.testSize ?? undefined };
    const [name, description] = [this.name.trim(), this.description.trim()];
    if (this.datasetId === undefined || !this.isReady || this.seed === null) throw new Error('not ready');
    return {
      dataset_id: this.datasetId,
      model_type: this.modelType,
      hyperparameters: { ...this.parameters },
      ...judged,
      seed: this.seed,
      engine: this.engine,
      ...this.validation.toRequest(),
      ...(this.target && { target: this.target }),
      ...(name && { name }),
      ...(description && { description }),
      ...(this.positiveClass && { positive_class: this.positiveClass }),
      ...(this.features.length > 0 && { features: [...this.features] }),
    };
  }
}
