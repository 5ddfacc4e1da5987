import type { Report } from '@ml-microservices/shared/contracts';
import { plain } from '../format.js';
import { facts, section } from '../html/elements.js';
import { type Html, html } from '../html/template.js';

export function modelSection({ model }: Report): Html {
  const { warnings, threshold } = model;
  return section(
    'Model and hyperparameters',
    null,
    facts([
      ['Type', model.model_type],
      ['Engine', model.engine],
      ...Object.entries(model.hyperparameters).map(([name, value]) => [name, plain(value)] as const),
      ...(threshold === null
        ? []
        : [
            [
              'Threshold',
              `${threshold}, set after training; the metrics are at the class of highest probability`,
            ] as const,
          ]),
    ]),
    warnings.length === 0 ? null : html`<ul class="warnings">${warnings.map((text) => html`<li>${text}</li>`)}</ul>`,
  );
}
