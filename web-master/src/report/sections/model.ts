import { hyperparametersOf, type Report } from '@ml-microservices/shared/contracts';
import { plain } from '../format.js';
import { facts, section } from '../html/elements.js';
import type { Part } from '../part.js';

export const modelSection: Part = ({ model }) => {
  const { threshold } = model;
  return section(
    'Model and hyperparameters',
    null,
    facts([
      ['Type', model.model_type],
      ['Engine', model.engine],
      ...Object.entries(model.hyperparameters).map(
        ([name, value]) => [name, `${plain(value)}${isDefault(model, name) ? ' (default)' : ''}`] as const,
      ),
      ...(threshold === null ? [] : [['Threshold', plain(threshold)] as const]),
    ]),
  );
};

/** Whether it is what a training that does not ask for it gets. */
function isDefault({ engine, model_type, hyperparameters }: Report['model'], name: string): boolean {
  const schema = hyperparametersOf(engine, model_type)?.properties[name];
  return schema !== undefined && 'default' in schema && schema.default === hyperparameters[name];
}
