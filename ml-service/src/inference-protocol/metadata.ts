import type { Model, V2Datatype, V2Model, V2TensorMetadata } from '@ml-microservices/shared/contracts';
import { resultColumns } from '../inference/result-csv.js';

const ANY_ROWS = [-1];

/** What a model takes, a tensor a feature, and gives, a tensor a column of an inference's result. */
export function modelMetadata({
  name,
  version,
  classes,
  preprocessing,
}: Pick<Model, 'name' | 'version' | 'classes' | 'preprocessing'>): V2Model {
  const tensor = (name: string, datatype: V2Datatype): V2TensorMetadata => ({ name, datatype, shape: ANY_ROWS });
  const [label, ...scores] = resultColumns(classes);
  return {
    name,
    versions: [version],
    platform: 'ml-microservices_safetensors',
    inputs: preprocessing.features.map(({ name, type }) => tensor(name, type === 'numeric' ? 'FP64' : 'BYTES')),
    outputs: [tensor(label, labelDatatype(classes)), ...scores.map((score) => tensor(score, 'FP64'))],
  };
}

function labelDatatype(classes: Model['classes']): V2Datatype {
  if (classes.every(Number.isSafeInteger)) return 'INT64';
  return classes.every((label) => typeof label === 'number') ? 'FP64' : 'BYTES';
}
