import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { violations } from './axe.js';
import { setPages, setStage } from './start.js';

const stage = setStage();
/** More than the list of a picker holds. */
const NEWER = 25;
let page: Page;

beforeAll(async () => {
  await stage.post('/api/scenarios/collect-and-store', { batch_size: 60, name: 'The very first' });
  await stage.post('/api/scenarios/train-model', { dataset_id: 1, model_type: 'KNN' });
  for (let index = 1; index <= NEWER; index++) {
    const dataset = { name: `newer ${index}`, columns: ['a', 'b'], rows: [[index, 1]] };
    await stage.post('/api/storage/datasets', dataset);
  }
});

setPages(stage, (opened) => {
  page = opened;
});

const picker = (name: string) => page.getByRole('combobox', { name, exact: true });
const list = () => page.getByRole('listbox');
const offered = async () => (await list().getByRole('option').allTextContents()).map((text) => text.trim());

/** Whether nothing covers its middle. */
const isSeen = (element: Element) => {
  const { left, top, width, height } = element.getBoundingClientRect();
  return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
};

it('finds by keyboard a dataset that is older than those it lists', async () => {
  await page.goto('/train');
  await expect.poll(() => picker('Dataset').inputValue()).toBe(`newer ${NEWER}`);
  await picker('Dataset').focus();
  // It opens the list, and does not send the form.
  await page.keyboard.press('Enter');
  await list()
    .getByText(`The newest 20 of ${NEWER + 1}.`)
    .waitFor();
  expect(await violations(page)).toEqual([]);
  for (let press = 0; press < 19; press++) await page.keyboard.press('ArrowDown');
  const last = list().getByRole('option', { name: /^newer 6 / });
  expect(await last.getAttribute('data-highlighted')).toBe('');
  expect(await last.evaluate(isSeen)).toBe(true);
  await page.keyboard.type('very FIRST');
  await expect.poll(offered).toEqual([expect.stringMatching(/^The very first\s+60$/)]);
  await page.keyboard.press('Enter');
  await list().waitFor({ state: 'detached' });
  expect(await picker('Dataset').inputValue()).toBe('The very first');
  await page.getByText('As the dataset says: Survived').waitFor({ state: 'attached' });
  await expect.poll(() => new URL(page.url()).searchParams.get('dataset')).toBe('1');
});

it('says that nothing has the name, and goes back to what is chosen', async () => {
  await page.goto('/train?dataset=1');
  await picker('Dataset').click();
  await page.keyboard.type('no such');
  await list().getByText('Nothing matches').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect.poll(() => picker('Dataset').inputValue()).toBe('The very first');
});

it('chooses no other dataset again', async () => {
  await page.goto('/train?dataset=1&test_dataset=2');
  await expect.poll(() => picker('Judge on').inputValue()).toBe('newer 1');
  await picker('Judge on').click();
  await list().getByRole('option', { name: 'A part of the same dataset' }).click();
  await page.getByLabel('Share kept for the test').first().waitFor();
  expect(await picker('Judge on').inputValue()).toBe('A part of the same dataset');
});

it('filters the models by an older dataset, and names it after a reload', async () => {
  await page.goto('/models');
  await picker('Dataset').click();
  await page.keyboard.type('first');
  await list()
    .getByRole('option', { name: /^The very first/ })
    .click();
  await page.waitForURL(/dataset=1/);
  await page.reload();
  await expect.poll(() => picker('Dataset').inputValue()).toBe('The very first');
  await page.getByRole('link', { name: /^KNN_/ }).waitFor();
});

it('keeps the focus where another model is chosen, and stays where there is no such model', async () => {
  await stage.post('/api/scenarios/train-model', { dataset_id: 1, model_type: 'LogisticRegression' });
  await page.goto('/predict?model=1');
  await expect.poll(() => picker('Model').inputValue()).toMatch(/^KNN_/);
  await picker('Model').click();
  await page.keyboard.type('logistic');
  await list()
    .getByRole('option', { name: /^Logistic/ })
    .waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/model=2/);
  await page.getByText('Logistic regression. Predicts Survived.').waitFor();
  expect(await picker('Model').evaluate((input) => input === document.activeElement)).toBe(true);

  await page.goto('/predict?model=999');
  await page.getByRole('alert').getByText('There is no model 999.').waitFor();
  expect(await picker('Model').inputValue()).toBe('999 does not exist');
});
