import type { Report } from '@ml-microservices/shared/contracts';
import { time } from './format.js';
import { Html, html } from './html/template.js';
import { classificationReport } from './sections/classification-report.js';
import { confusionMatrix } from './sections/confusion-matrix.js';
import { data } from './sections/data.js';
import { headline } from './sections/headline.js';
import { importances } from './sections/importances.js';
import { metricsTable } from './sections/metrics.js';
import { modelSection } from './sections/model.js';
import { preparation } from './sections/preparation.js';
import { reproducibility } from './sections/reproducibility.js';
import { STYLE } from './style.js';

const SECTIONS = [headline, byClass, metricsTable, importances, modelSection, data, preparation, reproducibility];

/** Side by side where there is room: both tell how right the model is on each class. */
function byClass(report: Report): Html {
  return html`<div class="pair">${confusionMatrix(report)}${classificationReport(report)}</div>`;
}

/** The report as one page that needs nothing else: no network, no script. */
export function reportPage(report: Report): string {
  const { model, dataset } = report;
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
</header>
${SECTIONS.map((part) => part(report))}
</main>
</body>
</html>
`;
  return page.text;
}
