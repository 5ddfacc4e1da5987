import { plain } from '../format.js';
import { facts, section } from '../html/elements.js';
import { html } from '../html/template.js';
import type { Part } from '../part.js';

export const modelSection: Part = ({ model }) => {
  const { warnings, threshold } = model;
  return section(
    'Model and hyperparameters',
    null,
    facts([
      ['Type', model.model_type],
      ['Engine', model.engine],
      ...Object.entries(model.hyperparameters).map(([name, value]) => [name, plain(value)] as const),
      ...(threshold === null ? [] : [['Threshold', plain(threshold)] as const]),
    ]),
    warnings.length === 0
      ? null
      : html`<ul class="warnings">${warnings.map(({ message }) => html`<li>${message}</li>`)}</ul>`,
  );
};
