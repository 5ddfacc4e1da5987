import { Report } from '@ml-microservices/shared/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { reportPage } from '../../src/report/page.js';

let report: Report;
beforeEach(() => {
  const { examples } = Report as unknown as { examples: [Report] };
  report = structuredClone(examples[0]);
});

/** The text of the page as a reader sees it. */
const textOf = (page: string) =>
  page
    .replace(/<style>.*?<\/style>/s, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');

describe('the page', () => {
  it('needs nothing else: no script, no network, no link', () => {
    const page = reportPage(report);
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(page).not.toMatch(/<script|<link|<img|<iframe|https?:|url\(|@import|\son\w+=/);
  });

  it.each([
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='x",
    '</style><b>',
    '&lt;b&gt;',
  ])('shows %s in any name as text', (hostile) => {
    const marked = structuredClone(report);
    marked.model.name = hostile;
    marked.model.target = hostile;
    marked.model.classes = [hostile, 1];
    marked.model.warnings = [hostile];
    marked.model.hyperparameters = { [hostile]: hostile };
    marked.model.preprocessing.dropped = [{ name: hostile, reason: hostile }];
    marked.model.preprocessing.features[1].name = hostile;
    marked.model.preprocessing.features[1].categories = [hostile, hostile];
    marked.dataset.name = hostile;
    marked.dataset.source.name = hostile;
    marked.dataset.preprocessing = [{ step: hostile, detail: hostile, count: 1 }];
    marked.metrics.confusion_matrix.labels = [hostile, '1'];
    marked.metrics.classification_report.classes = {
      [hostile]: marked.metrics.classification_report.macro_avg,
      '1': marked.metrics.classification_report.macro_avg,
    };
    marked.feature_importance = [{ feature: hostile, importance: 1 }];
    marked.run.request_id = hostile;
    const tags = (page: string) => page.match(/<\/?[a-z][^>]*>/g)!.map((tag) => tag.split(/[\s>]/, 1)[0]);
    const harmless = structuredClone(marked);
    const plain = JSON.parse(JSON.stringify(harmless).replaceAll(JSON.stringify(hostile).slice(1, -1), 'name'));
    expect(tags(reportPage(marked))).toEqual(tags(reportPage(plain)));
    expect(reportPage(marked)).toContain(
      hostile.replace(/[&<>"']/g, (it) => `&${{ '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": '#39' }[it]};`),
    );
  });

  it('shows each metric with four decimals, and a dash for one that is not defined', () => {
    report.metrics.roc_auc = null;
    const text = textOf(reportPage(report));
    expect(text).toContain('Matthews correlation 0.5000');
    expect(text).toContain('ROC AUC – chance that a row that is 1 scores above another');
    expect(text).not.toMatch(/null|undefined|NaN/);
  });

  it('shows how sure the accuracy is: Wilson at 6 of 8 right', () => {
    // (0.75 + z²/16) / (1 + z²/8) ± z / (1 + z²/8) · √(0.75 · 0.25 / 8 + z²/256), z = 1.96
    expect(textOf(reportPage(report))).toContain('Accuracy 0.7500 95 % interval 0.409 to 0.929');
  });

  it('shows counts and row shares of the confusion matrix', () => {
    expect(textOf(reportPage(report))).toContain('0 3 75.0 % 1 25.0 % 4 1 1 25.0 % 3 75.0 % 4');
  });

  it('shows a class without rows as no share of anything', () => {
    report.metrics.confusion_matrix.counts = [
      [0, 0],
      [1, 7],
    ];
    expect(textOf(reportPage(report))).toContain('0 0 0.0 % 0 0.0 % 0 1 1 12.5 % 7 87.5 % 8');
  });

  it('says what was dropped and why, and what a missing value becomes', () => {
    const text = textOf(reportPage(report));
    expect(text).toContain('PassengerId identifier');
    expect(text).toContain('Age numeric 5 28 (median)');
    expect(text).toContain('Sex categorical 0 male (most frequent) female, male');
    expect(text).toContain('Learned on the 32 training rows alone.');
  });

  it('has all that is needed to train the model again', () => {
    const text = textOf(reportPage(report));
    const { fingerprint } = report.model;
    expect(text).toContain('Seed 42');
    expect(text).toContain(`Fingerprint ${fingerprint} Dataset sha256 ${report.dataset.sha256}`);
    expect(text).toContain('2026-01-15 12:00:00 UTC');
  });

  it('draws importances in falling order, the longest in full', () => {
    report.feature_importance = [
      { feature: 'Age', importance: 0.25 },
      { feature: 'Sex', importance: 0.5 },
    ];
    const page = reportPage(report);
    expect(page.match(/--share:[\d.]+"><\/i>/g)).toEqual(['--share:1.0000"></i>', '--share:0.5000"></i>']);
    expect(textOf(page)).toContain('Sex 0.5000 Age 0.2500');
  });

  it('has no part for importances where the model has none', () => {
    expect(reportPage(report)).not.toContain('What it looks at');
  });

  it('stays short for a dataset of ten thousand columns', () => {
    report.model.preprocessing.dropped = Array.from({ length: 10_000 }, (_, i) => ({
      name: `c${i}`,
      reason: 'constant',
    }));
    const page = reportPage(report);
    expect(textOf(page)).toContain('and 9940 more, which the JSON of this report lists.');
    expect(page.length).toBeLessThan(50_000);
  });

  it('speaks of three classes as of three', () => {
    report.model.classes = ['a', 'b', 'c'];
    report.metrics.confusion_matrix = {
      labels: ['a', 'b', 'c'],
      counts: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
    };
    const { macro_avg } = report.metrics.classification_report;
    report.metrics.classification_report.classes = { a: macro_avg, b: macro_avg, c: macro_avg };
    expect(textOf(reportPage(report))).toContain('share of the rows of a class that are found; mean of the classes');
  });
});
