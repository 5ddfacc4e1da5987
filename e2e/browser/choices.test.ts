import type { Dataset, Model } from '@ml-microservices/shared/contracts';
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { violations } from './axe.js';
import { tabTo } from './keyboard.js';
import { setPages, setStage } from './start.js';

const stage = setStage();
let page: Page;
let id: number;

/** Customers by age; one that is left out by its role would tell the answer. */
const CSV = `Age,Answer,Status\n${Array.from({ length: 120 }, (_, i) => {
  const age = 20 + ((i * 7) % 50);
  const isActive = age + ((i * 31) % 30) > 55;
  return `${age},${isActive ? 1 + (i % 5) : -(i % 5)},${isActive ? 'active' : 'churned'}`;
}).join('\n')}\n`;

beforeAll(async () => {
  id = (await stage.post<Dataset>('/api/storage/datasets', { name: 'customers', csv: CSV })).id;
});

setPages(stage, (opened) => {
  page = opened;
});

const get = async <T>(path: string) => (await fetch(stage.services.urls.viz + path)).json() as Promise<T>;
const role = (column: string) => page.getByRole('combobox', { name: `Role of ${column}` });
const stored = async () => {
  const { target, columns } = await get<Dataset>(`/api/storage/datasets/${id}`);
  return [target, ...columns.map((column) => column.role)];
};

it('says by keyboard what each column of a dataset is for', async () => {
  await page.goto(`/datasets/${id}`);
  await role('Answer').waitFor();
  await tabTo(page, 'Role of Answer');
  await page.keyboard.type('ign');
  await tabTo(page, 'Role of Status');
  await page.keyboard.type('tar');
  await expect.poll(stored).toEqual(['Status', undefined, 'ignored', undefined]);
  expect(await page.getByRole('combobox', { name: 'Target', exact: true }).inputValue()).toBe('Status');
  expect(await violations(page)).toEqual([]);
  await page.reload();
  await expect.poll(() => role('Answer').inputValue()).toBe('ignored');
  expect(await role('Age').inputValue()).toBe('automatic');
  expect(await role('Status').inputValue()).toBe('target');
});

it('says that a role could not be saved, and takes it back', async () => {
  await page.goto(`/datasets/${id}`);
  await role('Age').focus();
  await stage.services.stop('storage');
  await role('Age').selectOption('text');
  await page.getByRole('alert').getByText('storage is not reachable.').waitFor();
  expect(await role('Age').inputValue()).toBe('automatic');
  await stage.services.start('storage');
});

it('learns from what the roles leave, of the class that is chosen as positive', async () => {
  await page.goto(`/train?dataset=${id}&model=LogisticRegression&threshold=cost`);
  await page.getByText('active taken for churned').waitFor();
  await page.getByLabel('Positive class').selectOption('active');
  await page.getByText('churned taken for active').waitFor();
  await page.getByText('Columns to learn from').click();
  expect(await page.getByRole('checkbox', { name: 'Answer' }).isChecked()).toBe(false);
  expect(await page.getByRole('checkbox', { name: 'Age' }).isChecked()).toBe(true);
  await page.waitForURL(/positive=active/);
  await page.reload();
  await page.getByText('churned taken for active').waitFor();
  await page.getByRole('button', { name: 'Train Model' }).click();
  await page.getByRole('link', { name: 'Report' }).click();
  await page.getByText('The positive class is active; precision, recall and F1 are of it.').first().waitFor();
  const { classes, features } = await get<Model>('/api/storage/models/1');
  expect({ classes, features }).toEqual({ classes: ['churned', 'active'], features: ['Age'] });
});

it('asks for the figures of the target alone, and names the one that is found by its name, and its classes', async () => {
  const csv = CSV.replace('Status', 'label');
  const unmarked = await stage.post<Dataset>('/api/storage/datasets', { name: 'unmarked', csv });
  const asked: string[] = [];
  page.on('request', (request) => request.url().includes('/profile') && asked.push(new URL(request.url()).search));
  await page.goto(`/train?dataset=${unmarked.id}`);
  await page.getByLabel('Positive class').selectOption('active');
  expect(asked).toEqual(['?column=label']);
  expect(await page.getByLabel('Target', { exact: true }).locator('option:checked').textContent()).toBe(
    'Found by its name: label',
  );
});

it('says at the choice that a class from a link is none of the target', async () => {
  await page.goto(`/train?dataset=${id}&positive=gone`);
  await page.getByLabel('Positive class').waitFor();
  await page.getByRole('button', { name: 'Train Model' }).click();
  await page.getByText('must be one of the classes active, churned, got "gone"', { exact: true }).waitFor();
});

it('takes and writes a decimal comma in Russian, whatever the language of the browser', async () => {
  await page.goto(`/train?dataset=${id}&model=LogisticRegression`);
  await page.getByRole('button', { name: 'Русский' }).click();
  const strength = page.getByRole('textbox', { name: 'C', exact: true });
  await strength.fill('0,25');
  await expect.poll(() => new URL(page.url()).searchParams.get('p.C')).toBe('0.25');
  expect(await page.getByRole('textbox', { name: 'Доля для проверки' }).inputValue()).toBe('0,2');
  await page.getByRole('button', { name: 'English' }).click();
  await expect.poll(() => strength.inputValue()).toBe('0.25');
});
