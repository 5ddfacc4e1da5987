import type { Report } from '@ml-microservices/shared/contracts';
import { duration, percent, time } from '../format.js';
import { facts, section } from '../html/elements.js';
import { type Html, html } from '../html/template.js';

/** All that is needed to train the same model again, byte for byte. */
export function reproducibility({ model, dataset, test_dataset, run }: Report): Html {
  return section(
    'Reproducibility',
    'The same data, settings and seed give the same model.',
    facts([
      ['Seed', String(model.seed)],
      ['Test share', test_dataset ? 'a dataset of its own' : percent(model.test_size)],
      ['Engine', model.engine],
      ['Model version', model.version],
      ['Trained', time(model.created_at)],
      ['Run', `${run.id}, attempt ${run.attempt}, ${duration(run.duration_ms)}`],
      ['Request', html`<code>${run.request_id}</code>`],
      ['Fingerprint', html`<code>${model.fingerprint}</code>`],
      ['Dataset sha256', html`<code>${dataset.sha256}</code>`],
      ...(test_dataset ? [['Test dataset sha256', html`<code>${test_dataset.sha256}</code>`] as const] : []),
    ]),
  );
}
