import type { Report } from '@ml-microservices/shared/contracts';
import { isolatedWithin } from '@ml-microservices/shared/text';
import { time } from './format.js';
import { Html, html } from './html/template.js';
import type { Part } from './part.js';
import { calibrationSection } from './sections/calibration.js';
import { classificationReport } from './sections/classification-report.js';
import { coefficientsSection } from './sections/coefficients.js';
import { confusionMatrix } from './sections/confusion-matrix.js';
import { curvesSection } from './sections/curves.js';
import { data } from './sections/data.js';
import { dependenceSection } from './sections/dependence.js';
import { gainsSection } from './sections/gains.js';
import { generalisation } from './sections/generalisation.js';
import { headline } from './sections/headline.js';
import { importances } from './sections/importances.js';
import { leakageSection } from './sections/leakage.js';
import { mistakesSection } from './sections/mistakes.js';
import { modelSection } from './sections/model.js';
import { modelCard } from './sections/model-card.js';
import { preparation } from './sections/preparation.js';
import { reproducibility } from './sections/reproducibility.js';
import { slicesSection } from './sections/slices.js';
import { thresholdSection } from './sections/threshold.js';
import { verdictSection } from './sections/verdict.js';
import { STYLE } from './style/style.js';

/** From what the model is worth to how to make it again. */
const PARTS: readonly Part[] = [
  verdictSection,
  headline,
  generalisation,
  curvesSection,
  gainsSection,
  thresholdSection,
  confusionMatrix,
  classificationReport,
  calibrationSection,
  mistakesSection,
  slicesSection,
  importances,
  dependenceSection,
  coefficientsSection,
  data,
  preparation,
  leakageSection,
  modelSection,
  reproducibility,
  modelCard,
];

/** The report as one page that needs nothing else: no network, no script. */
export function reportPage(report: Report): string {
  const told = isolatedWithin(report);
  const { model, dataset } = told;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${model.name}: report</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<main>
<header>
  <p class="kind">Model report</p>
  <h1>${model.name}</h1>
  <p class="lead">${model.model_type} that predicts <b>${model.target}</b>, trained on <b>${dataset.name}</b> at ${time(model.created_at)}.</p>
  ${model.description === '' ? null : html`<p class="description">${model.description}</p>`}
</header>
${PARTS.map((part) => part(told))}
</main>
</body>
</html>
`;
  return page.text;
}
