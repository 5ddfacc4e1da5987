import {
  type Column,
  type ColumnProfile,
  ENGINES,
  type Engine,
  type FieldError,
  hyperparametersOf,
  type Model,
  type ModelType,
  Problem,
  type TrainRequest,
} from '@ml-microservices/shared/contracts';
import { twoClassesOf } from '@ml-microservices/shared/statistics';
import { listed } from '@ml-microservices/shared/text';
import { compileStrict, fieldErrors } from '@ml-microservices/shared/validation';
import { findTarget } from '../tabular/target.js';

const DEFAULTS = { test_size: 0.2, test_dataset_id: null, seed: 42, engine: 'native' } as const;

/** A train request with every default filled in; it is itself a valid request. `features` stays open where it was. */
export interface ResolvedTrainRequest extends TrainRequest {
  readonly hyperparameters: Model['hyperparameters'];
  readonly target: string;
  readonly test_size: number;
  readonly test_dataset_id: number | null;
  readonly seed: number;
  readonly engine: Engine;
}

/**
 * The request as it will be run. Throws a problem with every fault by its path: hyperparameters against the schema of
 * the model type and engine, target and features against the columns of the dataset.
 */
export function resolveTrainRequest(
  request: TrainRequest,
  columns: readonly Column[],
  datasetTarget: string | null,
): ResolvedTrainRequest {
  const { dataset_id, model_type, features } = request;
  const engine = request.engine ?? DEFAULTS.engine;
  const hyperparameters = checkHyperparameters(model_type, engine, request.hyperparameters);
  const target = findTarget({ columns, asked: request.target, known: datasetTarget });
  const errors = [
    ...hyperparameters.errors,
    ...(typeof target === 'string' ? [] : [target]),
    ...featureErrors(columns, target, features),
    ...thresholdErrors(request.threshold),
  ];
  if (typeof target !== 'string' || errors.length > 0) throw invalidInput(errors);
  return {
    dataset_id,
    model_type,
    hyperparameters: hyperparameters.values,
    target,
    ...(request.positive_class !== undefined && { positive_class: request.positive_class }),
    ...(features && { features }),
    test_size: request.test_size ?? DEFAULTS.test_size,
    test_dataset_id: request.test_dataset_id ?? DEFAULTS.test_dataset_id,
    seed: request.seed ?? DEFAULTS.seed,
    engine,
    ...(request.cross_validation && {
      cross_validation: { ...request.cross_validation, repeats: request.cross_validation.repeats ?? 1 },
    }),
    ...(request.threshold && { threshold: request.threshold }),
    ...(request.name !== undefined && { name: request.name }),
    ...(request.description !== undefined && { description: request.description }),
  };
}

/** Throws a problem where the test dataset lacks the target or a feature that the request names. */
export function checkTestColumns({ target, features = [] }: ResolvedTrainRequest, columns: readonly Column[]): void {
  const names = new Set(columns.map(({ name }) => name));
  const missing = [target, ...features].filter((name) => !names.has(name));
  if (missing.length === 0) return;
  const lacked = listed(missing);
  const message = `must have the columns of the dataset to learn from, it lacks ${lacked}`;
  throw invalidInput([{ path: '/test_dataset_id', message, reason: 'lacks_columns', values: { columns: lacked } }]);
}

/** Whether the request is for a target of two classes alone. */
export const isForTwoClasses = ({ threshold, positive_class }: ResolvedTrainRequest): boolean =>
  threshold !== undefined || positive_class !== undefined;

/** Throws a problem where that target has not two classes, so many as storage counted, or not the one called positive. */
export function checkTwoClasses(
  { target, threshold, positive_class: positive }: ResolvedTrainRequest,
  columns: readonly Column[],
  profile: readonly ColumnProfile[],
): void {
  const column = profile.find(({ name }) => name === target);
  if (!column) return;
  if (column.distinct !== 2) {
    const message = `is for targets of two classes; ${target} has ${column.distinct}`;
    const fault = { reason: 'two_classes', values: { classes: column.distinct } };
    throw invalidInput([
      ...(threshold ? [{ path: '/threshold', message, ...fault }] : []),
      ...(positive === undefined
        ? []
        : [{ path: '/positive_class', message: `${message}, got "${positive}"`, ...fault }]),
    ]);
  }
  const classes = twoClassesOf(column, columns.find(({ name }) => name === target)?.categories);
  if (positive === undefined || !classes || classes.includes(positive)) return;
  const known = listed(classes);
  const message = `must be one of the classes of ${target} (${known}), got "${positive}"`;
  const values = { classes: known, value: positive };
  throw invalidInput([{ path: '/positive_class', message, reason: 'unknown_class', values }]);
}

function thresholdErrors(threshold: TrainRequest['threshold']): FieldError[] {
  if (!threshold || threshold.by === 'cost') return [];
  return (['cost_fp', 'cost_fn'] as const)
    .filter((name) => threshold[name] !== undefined)
    .map((name) => ({ path: `/threshold/${name}`, message: `is for by "cost", got by "${threshold.by}"` }));
}

function invalidInput(errors: FieldError[]): Problem {
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return new Problem('invalid_input', `${errors[0].path} ${errors[0].message}${more}`, { errors });
}

const validators = new Map<string, ReturnType<typeof compileStrict>>();

/** The values in the order of the schema, with its defaults, and what is wrong with them. */
function checkHyperparameters(modelType: ModelType, engine: Engine, given: Record<string, unknown> = {}) {
  const schema = hyperparametersOf(engine, modelType);
  if (!schema) {
    const engines = ENGINES.filter((other) => hyperparametersOf(other, modelType));
    const message = `must be ${engines.join(' or ')} for ${modelType}, got "${engine}"`;
    return { values: {}, errors: [{ path: '/engine', message }] };
  }
  const key = `${engine} ${modelType}`;
  const validate = validators.get(key) ?? compileStrict(schema);
  validators.set(key, validate);
  const filled = structuredClone(given);
  validate(filled);
  const errors = fieldErrors(validate.errors ?? []).map((error) => ({
    ...error,
    path: `/hyperparameters${error.path}`,
  }));
  const names = Object.keys(schema.properties);
  const values = Object.fromEntries(names.map((name) => [name, filled[name]])) as Model['hyperparameters'];
  return { values, errors };
}

function featureErrors(
  columns: readonly Column[],
  target: string | FieldError,
  features: readonly string[] = [],
): FieldError[] {
  const names = columns.map(({ name }) => name);
  const known = new Set(names);
  return features.flatMap((name, index) => {
    const path = `/features/${index}`;
    if (name === target) {
      const message = `must not be the target, got "${name}"`;
      return [{ path, message, reason: 'target_as_feature', values: { value: name } }];
    }
    if (known.has(name)) return [];
    const columns = listed(names);
    const message = `must be a column of the dataset (${columns}), got "${name}"`;
    return [{ path, message, reason: 'unknown_column', values: { columns, value: name } }];
  });
}
