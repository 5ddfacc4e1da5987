import type { Baselines, DecisionPoint, Estimate, Verdict } from '@ml-microservices/shared/contracts';
import { scaleOver } from '../chart/interval-bar.js';
import { drawnInterval } from '../figures/drawn.js';
import { inWords, method, value } from '../figures/figure.js';
import { inPoints } from '../figures/points.js';
import { nameOf } from '../figures/thresholds.js';
import { firstOf, folded, table, warningList } from '../html/elements.js';
import { type Html, html } from '../html/template.js';
import type { Part } from '../part.js';

const OUTCOMES: Readonly<Record<Verdict['outcome'], string>> = {
  better: 'Better than what can be had without it',
  no_proven_gain: 'No proven gain',
  worse: 'Worse than what can be had without it',
};
const RULES_SHOWN = 40;

/** In a sentence what the model is worth, and beside it what it is measured against. */
export const verdictSection: Part = ({ model, evaluation }) => {
  const { verdict, baselines, metrics, decisions, data } = evaluation;
  const candidates: [Html, Estimate][] = [
    [html`<b>${model.model_type}</b>`, metrics.accuracy],
    ...(baselines.one_rule === null
      ? []
      : [[html`Rule by ${baselines.one_rule.feature} alone`, baselines.one_rule.accuracy] as [Html, Estimate]]),
    [html`Always ${baselines.majority.label}, the most frequent class`, baselines.majority.accuracy],
  ];
  const scale = scaleOver(candidates.map(([, accuracy]) => accuracy));
  return html`<section class="verdict ${verdict.outcome}">
    <h2>Verdict: ${OUTCOMES[verdict.outcome]}</h2>
    <p class="sentence">${verdict.sentence}</p>
    ${warningList([...model.warnings, ...data.warnings])}
    ${table({
      caption: 'Accuracy on the same test rows',
      head: ['Who predicts', 'Accuracy', 'Interval', 'Method'],
      rows: candidates.map(([who, accuracy]) => [
        who,
        value(accuracy),
        drawnInterval(accuracy, scale),
        method(accuracy),
      ]),
      numeric: [1],
      stacks: true,
    })}
    <p class="note">Gain over the better of the two, row by row on the same rows: ${inPoints(verdict.gain)}; ${method(verdict.gain)}.</p>
    ${servedNote(decisions.served)}
    ${ruleTable(baselines)}
  </section>`;
};

/** The verdict is of the likelier class; answers are given at the threshold. */
const servedNote = (served: DecisionPoint | null): Html | null =>
  served === null
    ? null
    : html`<p class="note">That is at the class of highest probability. Where it decides, ${nameOf(served)}, it is right on ${inWords(served.metrics.accuracy)} of them.</p>`;

function ruleTable({ one_rule }: Baselines): Html | null {
  if (one_rule === null) return null;
  const { shown, rest } = firstOf(one_rule.rules, RULES_SHOWN);
  const rules = table({
    caption: 'Learned on the training rows (Holte 1993)',
    head: [one_rule.feature, 'Predicts'],
    rows: shown.map(({ when, predict }) => [when, predict]),
  });
  return folded(`The rule by ${one_rule.feature}`, html`${rules}${rest}`);
}
