import type { Metrics, Report } from '@ml-microservices/shared/contracts';
import { counted, metric } from '../format.js';
import { section } from '../html/elements.js';
import { type Html, html } from '../html/template.js';
import { wilsonInterval } from '../wilson.js';

interface Tile {
  readonly name: string;
  readonly value: number | null;
  readonly help: string;
}

/** The figures that say most, each with what it means. */
export function headline({ metrics, test_dataset }: Report): Html {
  const { n_test, n_train } = metrics;
  const where = test_dataset ? html`all of ${test_dataset.name}` : html`rows that training has not seen`;
  const note = html`Measured on ${counted(n_test, 'test row')}, ${where}; learned from ${counted(n_train, 'row')}.`;
  return section('How right it is', note, html`<ul class="tiles">${tilesOf(metrics).map(tile)}</ul>`);
}

function tile({ name, value, help }: Tile): Html {
  return html`<li><span class="name">${name}</span><strong>${metric(value)}</strong><span class="help">${help}</span></li>`;
}

function tilesOf(metrics: Metrics): Tile[] {
  const isBinary = metrics.confusion_matrix.labels.length === 2;
  return [
    { name: 'Accuracy', value: metrics.accuracy, help: intervalOf(metrics) },
    { name: 'Balanced accuracy', value: metrics.balanced_accuracy, help: 'mean recall of the classes' },
    { name: 'ROC AUC', value: metrics.roc_auc, help: isBinary ? '0.5 is chance' : 'one class against the rest' },
    { name: 'F1', value: metrics.f1, help: 'precision and recall in one' },
    { name: 'Matthews correlation', value: metrics.mcc, help: '0 is chance, 1 is perfect' },
    { name: 'Log loss', value: metrics.log_loss, help: 'of the probabilities; lower is better' },
  ];
}

function intervalOf({ accuracy, n_test }: Metrics): string {
  if (accuracy === null || n_test === 0) return 'share of rows predicted right';
  const { lo, hi } = wilsonInterval(accuracy, n_test);
  return `95 % interval ${lo.toFixed(3)} to ${hi.toFixed(3)}`;
}
