import type { Report, Reproducibility } from '@ml-microservices/shared/contracts';
import { duration, percent, time } from '../format.js';
import { facts, section } from '../html/elements.js';
import { type Content, html } from '../html/template.js';
import type { Part } from '../part.js';

/** All that is needed to train the same model again, byte for byte. */
export const reproducibility: Part = ({ model, metrics, dataset, test_dataset, run, evaluation }) => {
  const sha = (hash: string) => html`<code>${hash}</code>`;
  return section(
    'Reproducibility',
    'The same data, settings and seed give the same model.',
    facts([
      ['Seed', String(model.seed)],
      ['Test share', test_dataset ? 'a dataset of its own' : percent(model.test_size)],
      ['Engine', model.engine],
      ['Model version', model.version],
      ...solverOf(metrics),
      ...versionsOf(evaluation.reproducibility),
      ['Trained', time(model.created_at)],
      ['Run', `${run.id}, attempt ${run.attempt}, ${duration(run.duration_ms)}`],
      ['Request', sha(run.request_id)],
      ['Fingerprint', sha(model.fingerprint)],
      ['Dataset sha256', sha(dataset.sha256)],
      ...(test_dataset ? [['Test dataset sha256', sha(test_dataset.sha256)] as const] : []),
    ]),
  );
};

const solverOf = ({ n_iter, converged }: Report['metrics']): [string, Content][] =>
  n_iter === undefined ? [] : [['Iterations of the solver', `${n_iter}, ${converged ? '' : 'not '}converged`]];

const versionsOf = (of: Reproducibility): [string, Content][] => [
  ['Engine version', of.engine_version],
  ['Format of the model file', of.format_version],
  ['Node.js', of.node_version],
  ['Training took', duration(of.training_ms)],
  ['Evaluation took', duration(of.evaluation_ms)],
];
