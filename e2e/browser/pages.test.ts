import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations } from './axe.js';
import { setStage } from './start.js';
import { HEIGHT, type Taste, type Visitor } from './visitor.js';

const stage = setStage();
const SCREENSHOTS = fileURLToPath(new URL('../screenshots/', import.meta.url));

/** Every page, with what is only there once its content is. */
const PAGES: readonly (readonly [name: string, path: string, ready: string])[] = [
  ['overview', '/', '#services td'],
  ['collect', '/collect', 'table'],
  ['datasets', '/datasets', 'tbody tr'],
  ['dataset', '/datasets/1', 'tbody td'],
  ['train', '/train', 'input[type=radio]'],
  ['runs', '/runs', 'tbody tr'],
  ['run', '/runs/1', '[role=img] svg'],
  ['inference', '/runs/5', 'td [role=img]'],
  ['models', '/models', 'tbody tr'],
  ['model', '/models/1', 'tbody tr'],
  ['report', '/models/1/report', '[role=img] svg'],
  ['report-regression', '/models/2/report', '[role=img] svg'],
  ['compare', '/models/compare?ids=1,2,3', '[role=img] svg'],
  ['predict', '/predict?by=form&run=2', 'tbody tr'],
  ['predict-text', '/predict?by=text', 'textarea'],
  ['not-found', '/nothing', 'h1'],
];

/** Each with the widths at which it is looked at, by the name that its pictures bear. */
const TASTES: readonly (readonly [Taste, Readonly<Record<string, number>>])[] = [
  [
    { theme: 'light', locale: 'en' },
    { light: 1440, wide: 3840 },
  ],
  [
    { theme: 'dark', locale: 'ru' },
    { dark: 1440, phone: 375 },
  ],
];

beforeAll(async () => {
  await mkdir(SCREENSHOTS, { recursive: true });
  await stage.post('/api/scenarios/collect-and-store', { batch_size: 891 });
  await stage.post('/api/scenarios/train-model', {
    dataset_id: 1,
    model_type: 'RandomForest',
    // Enough of them to have a learning curve.
    hyperparameters: { n_estimators: 2_000 },
  });
  const rows = [
    { Pclass: 1, Sex: 'female', Age: 38, SibSp: 1, Parch: 0, Fare: 71.3, Embarked: 'C' },
    { Pclass: 3, Sex: 'male', Age: 22, SibSp: 1, Parch: 0, Fare: 7.25, Embarked: 'S' },
    { Pclass: 2, Sex: 'female', Age: null, SibSp: 0, Parch: 0, Fare: 13, Embarked: 'Q' },
    { Pclass: 3, Sex: 'male', Age: 4, SibSp: 1, Parch: 1, Fare: 16.7, Embarked: 'S' },
  ];
  await stage.post('/api/scenarios/infer-model', { model_id: 1, rows });
  for (const model_type of ['LogisticRegression', 'KNN']) {
    await stage.post('/api/scenarios/train-model', { dataset_id: 1, model_type });
  }
  await stage.post('/api/scenarios/infer-model', { model_id: 1, dataset_id: 1 });
});

describe.each(TASTES)('%j', (taste, widths) => {
  let visitor: Visitor;
  beforeAll(async () => {
    visitor = await stage.visit(taste);
  });
  afterAll(() => visitor.leave());

  it.each(PAGES)('%s', async (name, path, ready) => {
    const { page, complaints } = visitor;
    await page.goto(path);
    for (const [picture, width] of Object.entries(widths)) {
      await page.setViewportSize({ width, height: HEIGHT });
      await page.locator(ready).first().waitFor({ state: 'attached' });
      await page.locator('.skeleton').first().waitFor({ state: 'detached' });
      await page.screenshot({ path: `${SCREENSHOTS}${name}-${picture}.png` });
      if (picture === 'light' && isForReadme(name)) await page.screenshot({ path: `${SCREENSHOTS}${name}.png` });
      expect(await overflow(page)).toBe(0);
      expect(await violations(page)).toEqual([]);
    }
    expect(await page.locator('html').getAttribute('data-theme')).toBe(taste.theme);
    expect(await page.locator('html').getAttribute('lang')).toBe(taste.locale);
    expect(complaints.splice(0)).toEqual([]);
  });
});

it('changes language and theme at a click, and remembers both', async () => {
  const { page, complaints, leave } = await stage.visit({ theme: 'light', locale: 'en' });
  await page.goto('/models');
  await page.getByRole('button', { name: 'Русский' }).click();
  await page.getByRole('heading', { name: 'Модели' }).waitFor();
  await page.getByRole('button', { name: /^Тема/ }).click();
  await page.getByRole('button', { name: /^Тема/ }).click();
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
  await page.reload();
  await page.getByRole('heading', { name: 'Модели' }).waitFor();
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
  expect(await page.locator('html').getAttribute('lang')).toBe('ru');
  expect(complaints).toEqual([]);
  await leave();
});

/** A picture of the README is taken anew only once it was deleted: a test must not change what is committed. */
function isForReadme(name: string): boolean {
  return ['overview', 'report', 'run', 'predict'].includes(name) && !existsSync(`${SCREENSHOTS}${name}.png`);
}

/** By how many pixels the page is wider than its window. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - innerWidth));
}
