import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { violations } from './axe.js';
import { setPages, setStage } from './start.js';

const stage = setStage();
let page: Page;

beforeAll(async () => {
  await stage.post('/api/scenarios/collect-and-store', { batch_size: 100, name: 'passengers' });
  const training = { dataset_id: 1, model_type: 'KNN' };
  await stage.post('/api/scenarios/train-model', { ...training, name: 'titanic', description: 'The first.' });
  await stage.post('/api/scenarios/train-model', { ...training, name: 'candidate' });
});

setPages(stage, (opened) => {
  page = opened;
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const field = (name: string) => page.getByRole('textbox', { name, exact: true });
const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true });

async function describe(name: string): Promise<void> {
  await button(`Actions for ${name}`).click();
  await page.getByRole('menuitem', { name: 'Name and description' }).click();
  await page.getByRole('dialog').waitFor();
}

it('are given to a model by its training, kept by a reload, and told where they are taken', async () => {
  await page.goto('/train?model=KNN');
  await page.getByText('Name and description of the model').click();
  await field('Name').fill('titanic');
  await field('Description').fill('Of a hundred\npassengers.');
  await button('Train Model').click();
  await page.getByText('Model 1 is already named "titanic".').waitFor();
  await expect.poll(() => new URL(page.url()).searchParams.get('name')).toBe('titanic');
  await page.reload();
  await field('Name').fill('hundred');
  expect(await field('Description').inputValue()).toBe('Of a hundred\npassengers.');
  await button('Train Model').click();
  await page.getByText('Completed').first().waitFor();
  await page.getByRole('link', { name: 'Report', exact: true }).click();
  await heading('Report: hundred').waitFor();
  const description = page.getByRole('main').getByText('Of a hundred passengers.');
  expect(await description.evaluate((it) => getComputedStyle(it).whiteSpace)).toBe('pre-line');
});

it('forget what was typed and cancelled', async () => {
  await page.goto('/models/2');
  await describe('candidate');
  await field('Name').fill('titanic');
  await button('Save').click();
  await page.getByText('Model 1 is already named "titanic".').waitFor();
  await button('Cancel').click();
  await expect.poll(() => page.evaluate(() => document.activeElement?.ariaLabel)).toBe('Actions for candidate');
  await describe('candidate');
  expect(await field('Name').inputValue()).toBe('candidate');
  expect(await page.getByText('is already named').count()).toBe(0);
  await page.keyboard.press('Escape');
});

it('are changed on the page of a dataset or a model', async () => {
  for (const [path, name] of [
    ['/datasets/1', 'passengers'],
    ['/models/1', 'titanic'],
  ]) {
    await page.goto(path);
    await describe(name);
    await field('Description').fill(`What is to be known of ${name}.`);
    await button('Save').click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByText(`What is to be known of ${name}.`).waitFor();
    await heading(name).waitFor();
  }
});

it('are swapped at once where another model has the name', async () => {
  await page.goto('/models/2');
  await describe('candidate');
  await field('Name').fill('titanic');
  await button('Save').click();
  await page.getByText('Model 1 is already named "titanic".').waitFor();
  expect(await violations(page)).toEqual([]);
  await button('Swap names').click();
  await heading('titanic').waitFor();
  await page.goto('/models/1');
  await heading('candidate').waitFor();
});
