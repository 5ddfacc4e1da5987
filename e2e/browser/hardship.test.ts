import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { call } from '../client.js';
import { setStage } from './start.js';
import { throttling } from './throttling.js';

const stage = setStage();
/** As long as a name may be, with what a careless page would take for markup. */
const NAME = `🚢 <b>bold</b> <img src=x onerror=alert(1)> ${'very long name '.repeat(20)}`.slice(0, 300).trim();
const COLUMNS = Array.from({ length: 200 }, (_, i) => `column_${i}`);

beforeAll(async () => {
  await stage.post('/api/scenarios/collect-and-store', { batch_size: 100, name: 'passengers' });
  for (const model_type of ['KNN', 'LogisticRegression']) {
    await stage.post('/api/scenarios/train-model', { dataset_id: 1, model_type });
  }
  await call(`${stage.services.urls.storage}/models/1`, { method: 'PATCH', json: { name: NAME } });
  await stage.post('/api/storage/datasets', {
    name: NAME,
    columns: [...COLUMNS, '<i>target</i>'],
    target: '<i>target</i>',
    rows: Array.from({ length: 40 }, (_, row) => [
      ...COLUMNS.map((_name, i) => (row * 31 + i * 17) % 97),
      row % 2 ? '😀' : '<s>',
    ]),
  });
});

const csvOf = (rows: number) =>
  `a,b,target\n${Array.from({ length: rows }, (_, row) => `${row % 97},${row},${row % 2}\n`).join('')}`;
/** All that the page says, in its fields too. */
const told = (page: Page) =>
  page
    .locator('main')
    .evaluate((main) => main.textContent + [...main.querySelectorAll('input')].map(({ value }) => value).join('\n'));
const heightOf = (page: Page) => page.locator('main').evaluate((main) => main.scrollHeight);
const overflow = (page: Page) => page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - innerWidth));

const NAMED = [
  '/',
  '/datasets',
  '/datasets/2',
  '/train?dataset=2',
  '/models',
  '/models/1',
  '/models/1/report',
  '/models/compare?ids=1,2',
  '/predict?by=dataset&dataset=2',
];
it.each(NAMED)('shows names with markup and two hundred columns as text, without a scrollbar: %s', async (path) => {
  const { page, complaints, leave } = await stage.visit({ width: 375 });
  await page.goto(path);
  await page.locator('main .skeleton').first().waitFor({ state: 'detached' });
  await expect.poll(() => told(page)).toContain('<b>bold</b>');
  expect(await page.locator('main img, main b').count()).toBe(0);
  expect(await overflow(page)).toBe(0);
  expect(complaints).toEqual([]);
  await leave();
});

it('folds two hundred columns, and finds one by its name', async () => {
  const { page, complaints, leave } = await stage.visit();
  await page.goto('/datasets/2');
  const columns = page.getByRole('table', { name: 'Columns with their values' }).getByRole('rowheader');
  await expect.poll(() => columns.count()).toBe(25);
  await page.getByLabel('Search for a column').fill('N_150');
  await expect.poll(() => columns.allTextContents()).toEqual([expect.stringMatching(/^column_150\b/)]);
  await page.reload();
  await expect.poll(() => columns.count()).toBe(1);
  await page.getByLabel('Search for a column').fill('');
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect.poll(() => columns.count()).toBe(201);
  expect(complaints).toEqual([]);
  await leave();
});

it('scrolls through a hundred thousand rows, of which it draws a few dozen', async () => {
  const { page, complaints, leave } = await stage.visit();
  const { id } = await stage.post<{ id: number }>('/api/storage/datasets', { name: 'long', csv: csvOf(100_000) });
  await page.goto(`/datasets/${id}`);
  const table = page.locator('table[aria-rowcount="100001"]');
  await table.waitFor();
  const cell = (text: string) => table.getByRole('cell', { name: text, exact: true }).first();
  await cell('1').waitFor();
  for (const [share, row] of [
    [0.5, '50,000'],
    [1, '100,000'],
    [0, '1'],
  ] as const) {
    await table.evaluate((element, to) => {
      const area = element.parentElement;
      if (area) area.scrollTop = to * (area.scrollHeight - area.clientHeight);
    }, share);
    await cell(row).waitFor();
    await table.locator('.skeleton').first().waitFor({ state: 'detached' });
    expect(await table.locator('tbody tr').count()).toBeLessThan(80);
  }
  expect(complaints).toEqual([]);
  await leave();
});

it('shows columns and steps that read alike with what stands beside them', async () => {
  const { page, complaints, leave } = await stage.visit();
  const step = { step: 'mask', detail: 'cells that were masked', count: 1 };
  const { id } = await stage.post<{ id: number }>('/api/storage/datasets', {
    name: 'alike',
    columns: ['x', 'x1', 'n', 'target'],
    target: 'target',
    rows: Array.from({ length: 40 }, (_, row) => [row % 3 ? 11 : 2, row % 2, (row * 7) % 41, row % 2 ? 'yes' : 'no']),
    preprocessing: [step, step],
  });
  const wish = { dataset_id: id, model_type: 'LogisticRegression' };
  const run = await stage.post<{ model_id: number }>('/api/scenarios/train-model', wish);
  await page.goto(`/datasets/${id}`);
  await expect.poll(() => page.getByText(step.detail).count()).toBe(2);
  await page.goto(`/models/${run.model_id}/report`);
  const slices = page.getByRole('table', { name: 'Slices' });
  await expect
    .poll(() => slices.getByRole('rowheader').allInnerTexts())
    .toEqual(expect.arrayContaining(['x: 11', 'x1: 1']));
  expect(complaints).toEqual([]);
  await leave();
});

it('scrolls through five thousand columns, of which it draws a few dozen, and folds them wherever they are listed', async () => {
  const { page, complaints, leave } = await stage.visit();
  const names = Array.from({ length: 5_000 }, (_, i) => `gene_${i}`);
  const rows = Array.from({ length: 24 }, (_, row) => [
    ...names.map((_name, i) => ((row + i) % 4 ? (row * 31 + i * 17) % 97 : null)),
    'abc'[row % 3],
  ]);
  const dataset = { name: 'wide', columns: [...names, 'kind'], target: 'kind', rows };
  const { id } = await stage.post<{ id: number }>('/api/storage/datasets', dataset);
  const hyperparameters = { n_estimators: 5 };
  const wish = { dataset_id: id, model_type: 'RandomForest', hyperparameters };
  const run = await stage.post<{ model_id: number }>('/api/scenarios/train-model', wish);
  await page.goto(`/datasets/${id}`);
  const table = page.locator('table[aria-colcount="5002"]');
  await table.getByRole('columnheader', { name: 'gene_0', exact: true }).waitFor();
  await table.evaluate((element) => element.parentElement?.scrollTo({ left: element.clientWidth }));
  await table.getByRole('cell', { name: 'c', exact: true }).first().waitFor();
  const heads = table.getByRole('columnheader');
  expect(await heads.last().getAttribute('aria-colindex')).toBe('5002');
  expect(await heads.count()).toBeLessThan(40);
  const profile = page.getByRole('table', { name: 'Columns with their values' });
  await page.getByRole('button', { name: 'Show all' }).click();
  await profile.getByRole('rowheader', { name: /^gene_249\b/ }).waitFor();
  await page.keyboard.press('End');
  await profile.getByRole('rowheader', { name: /^kind\b/ }).waitFor();
  expect(await profile.getByRole('row').count()).toBeLessThan(2_000);
  await page.goto(`/models/${run.model_id}/report`);
  const missing = page.getByRole('table', { name: 'Missing values' });
  await expect.poll(() => missing.getByRole('rowheader').count()).toBe(25);
  expect(await heightOf(page)).toBeLessThan(20_000);
  await page.goto(`/train?dataset=${id}`);
  await page.getByText('Columns to learn from').click();
  await page.getByRole('checkbox', { name: 'gene_3', exact: true }).click();
  await page.getByText('4,999 of 5,000').waitFor();
  await page.getByLabel('Seed').fill('7');
  await page.waitForURL(/seed=7/);
  await page.reload();
  expect(await page.getByLabel('Seed').inputValue()).toBe('7');
  await page.goto(`/predict?model=${run.model_id}&by=text`);
  await page.getByText('gene_24, … (5000)').waitFor();
  const input = { model_id: run.model_id, dataset_id: id };
  const inference = await stage.post<{ id: number }>('/api/scenarios/infer-model', input);
  await page.goto(`/runs/${inference.id}`);
  await page.getByText('The model learned from rows of this dataset').waitFor();
  expect(await heightOf(page)).toBeLessThan(5_000);
  expect(complaints).toEqual([]);
  await leave();
});

it('shows how far an upload is, says that it was cut off, and sends it again', async () => {
  const { page, leave } = await stage.visit();
  await page.goto('/datasets');
  await page.getByRole('link', { name: 'passengers' }).waitFor();
  const throttle = await throttling(page);
  await throttle({ uploadThroughput: 100_000 });
  const buffer = Buffer.from(csvOf(200_000));
  await page.setInputFiles('input[type=file]', { name: 'slow.csv', mimeType: 'text/csv', buffer });
  const bar = page.getByRole('progressbar', { name: /slow\.csv/ });
  await expect.poll(async () => Number(await bar.getAttribute('aria-valuenow'))).toBeGreaterThan(0);
  await stage.services.kill('viz');
  const failure = page.getByRole('alert').filter({ hasText: 'No answer from the server' }).first();
  await failure.waitFor();
  await stage.services.start('viz');
  await throttle({});
  await failure.getByRole('button', { name: 'Try again' }).click();
  await page.waitForURL(/\/datasets\/\d+$/);
  await page.getByRole('heading', { name: 'slow' }).waitFor();
  await leave();
});

it('says that a model is gone which was deleted in another tab', async () => {
  const { page, leave } = await stage.visit({ locale: 'ru' });
  const run = await stage.post<{ model_id: number }>('/api/scenarios/train-model', {
    dataset_id: 1,
    model_type: 'KNN',
  });
  await page.goto('/models');
  const link = page.locator(`a[href="/models/${run.model_id}"]`);
  await link.waitFor();
  await fetch(`${stage.services.urls.viz}/api/storage/models/${run.model_id}?cascade=true`, { method: 'DELETE' });
  await link.click();
  await page.getByRole('alert').getByText(`Модели ${run.model_id} нет.`).waitFor();
  await page.goto('/models');
  await page.getByRole('table').waitFor();
  expect(await link.count()).toBe(0);
  await leave();
});

it('says that a list has no such page, and leads back to the first', async () => {
  const { page, complaints, leave } = await stage.visit();
  await page.goto('/datasets?page=9');
  await page.getByText('There is no such page').waitFor();
  await page.getByRole('link', { name: 'First page' }).click();
  await page.getByRole('link', { name: 'passengers' }).waitFor();
  expect(complaints).toEqual([]);
  await leave();
});

it('tells by keyboard how the interval of an accuracy was made', async () => {
  const { page, leave } = await stage.visit();
  await page.goto('/models');
  await page.locator('tbody button').first().focus();
  await page
    .getByText(/^95% by Wilson: /)
    .first()
    .waitFor();
  await leave();
});

it('keeps long names of columns and classes within a phone, wherever a model shows them', async () => {
  const { page, complaints, leave } = await stage.visit({ width: 375, locale: 'ru' });
  const names = Array.from({ length: 8 }, (_, i) => `среднемесячная_задолженность_потребительского_кредита_${i}`);
  const rows = Array.from({ length: 80 }, (_, row) => [
    ...names.map((_name, i) => ((row + i) % 9 === 0 ? null : (row * 31 + i * 17) % 97)),
    row % 3 ? 'отрицательное_решение_кредитного_комитета' : 'положительное решение кредитного комитета',
  ]);
  const dataset = { name: 'long names', columns: [...names, 'решение'], target: 'решение', rows };
  const { id: dataset_id } = await stage.post<{ id: number }>('/api/storage/datasets', dataset);
  const { model_id } = await stage.post<{ model_id: number }>('/api/scenarios/train-model', {
    dataset_id,
    model_type: 'LogisticRegression',
  });
  for (const path of [`/models/${model_id}`, `/models/${model_id}/report`, `/predict?model=${model_id}`]) {
    await page.goto(path, { waitUntil: 'networkidle' });
    await expect.poll(() => told(page)).toContain(names[7]);
    expect([path, await overflow(page)]).toEqual([path, 0]);
  }
  expect(complaints).toEqual([]);
  await leave();
});
