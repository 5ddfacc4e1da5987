import {
  invalidField,
  type Model,
  type PredictionResult,
  type V2Output,
  type V2Request,
  type V2Response,
} from '@ml-microservices/shared/contracts';
import { listed } from '@ml-microservices/shared/text';
import { modelMetadata } from './metadata.js';

/** The outputs that are asked for, or all. Throws a problem that names one that there is not. */
export function responseOf(
  model: Model,
  { id, outputs: wanted = [] }: Pick<V2Request, 'id' | 'outputs'>,
  { predictions, warnings }: Pick<PredictionResult, 'predictions' | 'warnings'>,
): V2Response {
  const all = outputsOf(model, predictions);
  const names = all.map(({ name }) => name);
  const outputs = wanted.map(({ name }, i) => {
    const output = all[names.indexOf(name)];
    if (!output) throw invalidField(`/outputs/${i}/name`, `must be one of ${listed(names)}, got "${name}"`);
    return output;
  });
  return {
    model_name: model.name,
    model_version: model.version,
    ...(id !== undefined && { id }),
    ...(warnings.length > 0 && { parameters: { warnings: warnings.map(({ message }) => message).join('; ') } }),
    outputs: wanted.length === 0 ? all : outputs,
  };
}

function outputsOf(model: Model, predictions: PredictionResult['predictions']): V2Output[] {
  const columns = [
    predictions.map(({ prediction }) => prediction),
    predictions.map(({ probability }) => probability),
    ...model.classes.map((label) => predictions.map(({ probabilities }) => probabilities[String(label)])),
  ];
  return modelMetadata(model).outputs.map((tensor, i) => ({
    ...tensor,
    shape: [predictions.length],
    data: columns[i],
  }));
}
