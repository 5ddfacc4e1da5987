import type { DependencePoint, FeatureDependence, Report } from '@ml-microservices/shared/contracts';
import { CLASS_LINES, dependenceChart } from '../chart/dependence.js';
import { drawnInterval } from '../figures/drawn.js';
import { count, counted, listed, plain } from '../format.js';
import { chartFigure, firstOf, section, table } from '../html/elements.js';
import { type Content, type Html, html } from '../html/template.js';
import { isBinary, type Part } from '../part.js';

/** Features that are drawn where there are more than two classes, each with their lines and columns. */
const SHOWN_OF_MANY = 6;

/** The mean probability where all test rows are given a value of one feature. */
export const dependenceSection: Part = (report) => {
  const { rows, features } = report.evaluation.partial_dependence;
  if (features.length === 0) return null;
  const { shown: drawn, rest } = firstOf(features, isBinary(report) ? features.length : SHOWN_OF_MANY);
  const shown = drawn.map(({ curves, ...feature }) => ({ ...feature, curves: curves.slice(0, CLASS_LINES.length) }));
  return section(
    'How the probability goes with each feature',
    html`Mean probability of ${legend(shown[0])} over ${counted(rows, 'test row')} given the value, whatever else is in them (partial dependence, Friedman 2001). ${
      isBinary(report) ? 'The band, or line, holds the middle 80 % of the rows, which is no confidence interval. ' : ''
    }Dots are values at even shares of the test rows. ${scopeOf(report)}${correlationsOf(report)}`,
    html`<div class="charts">${shown.map(ofFeature)}</div>`,
    rest,
  );
};

function legend({ curves }: FeatureDependence): Content {
  if (curves.length === 1) return curves[0].label;
  return curves.map(
    ({ label }, i) => html`${i === 0 ? null : ', '}<span class="swatch ${CLASS_LINES[i]}"></span> ${label}`,
  );
}

/** What there is more of than is drawn. */
function scopeOf({ model, evaluation }: Report): string {
  const { features } = evaluation.partial_dependence;
  const classes = features[0].curves.length;
  const ofFeatures =
    features.length < model.features.length
      ? `These are ${counted(features.length, 'feature')} of ${count(model.features.length)}: of those with two values or more the most important. `
      : '';
  const ofClasses =
    classes > CLASS_LINES.length
      ? `The JSON of this report has ${count(classes - CLASS_LINES.length)} more of the classes. `
      : '';
  return ofFeatures + ofClasses;
}

/** Of features that go together one cannot be moved alone. */
function correlationsOf({ evaluation: { data } }: Report): string {
  const pairs = data.warnings
    .filter(({ code }) => code === 'correlated_features')
    .map(({ values }) => `${values.feature} with ${values.other}`);
  return pairs.length === 0
    ? ''
    : `Features that go together (${listed(pairs)}) do not move alone: there the means are of rows that hardly occur.`;
}

function ofFeature({ feature, curves, categories_left_out: leftOut }: FeatureDependence): Html {
  const isNumeric = typeof curves[0].points[0].value === 'number';
  const others =
    leftOut > 0 ? ` Without the rarest ${leftOut === 1 ? 'category' : `${count(leftOut)} categories`}.` : '';
  const numbers = numbersOf(feature, curves);
  return chartFigure({
    title: feature,
    summary: `${rangeOf(curves)}${others}`,
    drawing: isNumeric ? dependenceChart(`Partial dependence on ${feature}`, curves) : numbers,
    numbers: isNumeric ? numbers : null,
  });
}

/** The class that moves most, and between what. */
function rangeOf(curves: FeatureDependence['curves']): string {
  const ranges = curves.map(({ label, points }) => {
    const rising = points.toSorted((a, b) => a.mean - b.mean);
    return { label, lowest: rising[0], highest: rising[rising.length - 1] };
  });
  const spanOf = ({ lowest, highest }: (typeof ranges)[number]) => highest.mean - lowest.mean;
  const most = ranges.reduce((a, b) => (spanOf(b) > spanOf(a) ? b : a));
  const told = ({ mean, value }: DependencePoint) => `${mean.toFixed(3)} at ${plain(value)}`;
  const which = curves.length === 1 ? '' : `Most that of ${most.label}: `;
  return `${which}${told(most.lowest)} to ${told(most.highest)}.`;
}

function numbersOf(feature: string, curves: FeatureDependence['curves']): Html {
  const [only, ...others] = curves;
  const isAlone = others.length === 0;
  return table({
    caption: isAlone ? `Mean, and 10 to 90 % of the rows, by ${feature}` : `Mean probability by ${feature}`,
    head: ['Value', ...(isAlone ? ['Mean', '10 to 90 %'] : curves.map(({ label }) => label))],
    rows: only.points.map((point, i) => [
      plain(point.value),
      ...(isAlone ? spreadOf(point) : curves.map(({ points }) => points[i].mean.toFixed(3))),
    ]),
    numeric: isAlone ? [1] : curves.map((_, i) => i + 1),
  });
}

const spreadOf = ({ mean, p10, p90 }: DependencePoint): Content[] => [
  mean.toFixed(3),
  drawnInterval({ value: mean, lo: p10, hi: p90 }, { from: 0, to: 1 }),
];
