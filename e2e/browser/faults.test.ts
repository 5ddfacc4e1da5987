import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { ENDLESS, noise } from '../endless.js';
import { setPages, setStage } from './start.js';

const stage = setStage();
const HEALED_MS = 30_000;
const PARAMETERS = Object.entries(ENDLESS.hyperparameters)
  .map(([name, value]) => `&p.${name}=${value}`)
  .join('');
let page: Page;

beforeAll(() => stage.post('/api/scenarios/collect-and-store', { batch_size: 891, name: 'passengers' }));

setPages(stage, (opened) => {
  page = opened;
});

const button = (name: string) => page.getByRole('button', { name, exact: true });

it("shows the server's complaint about a bad file, by its line", async () => {
  await page.goto('/datasets');
  const csv = 'a,b\n1,2\n3\n';
  await page.setInputFiles('input[type=file]', { name: 'ragged.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  const alert = page.getByRole('alert');
  await alert.waitFor();
  expect(await alert.textContent()).toMatch(/line 3/i);
  expect(await alert.textContent()).toContain('Request id');

  const good = { name: 'mended.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2\n3,4\n') };
  await page.setInputFiles('input[type=file]', good);
  await page.waitForURL(/\/datasets\/\d+$/);
  await page.getByRole('heading', { name: 'mended' }).waitFor();
});

it('shows at the field what is wrong with it, before anything is sent', async () => {
  await page.goto('/train');
  const trees = page.getByRole('spinbutton', { name: 'n_estimators' });
  await trees.fill('0');
  await page.getByText('Must be a whole number from 1 to 10,000.').waitFor();
  expect(await trees.getAttribute('aria-invalid')).toBe('true');
  expect(await button('Train Model').isDisabled()).toBe(true);
  await trees.fill('5');
  expect(await button('Train Model').isEnabled()).toBe(true);
});

it('says what happened to a training that cannot be, and offers to run it again', async () => {
  const { id } = await stage.post<{ id: number }>('/api/storage/datasets', {
    name: 'one class',
    columns: ['a', 'target'],
    rows: Array.from({ length: 30 }, (_, row) => [row % 7, 'yes']),
  });
  await page.goto(`/train?dataset=${id}`);
  await button('Train Model').click();
  const alert = page.getByRole('alert');
  await alert.getByText('The target has one class only').waitFor();
  await page.getByRole('link', { name: 'Run again' }).click();
  await page.waitForURL(new RegExp(`/train\\?dataset=${id}`));
});

it("tells a bad file, a run's messages and its failure in Russian on Russian pages", async () => {
  const { page: russian, complaints, leave } = await stage.visit({ locale: 'ru' });
  await russian.goto('/datasets');
  const buffer = Buffer.from('a,b\n1,2\n3\n');
  await russian.setInputFiles('input[type=file]', { name: 'ragged.csv', mimeType: 'text/csv', buffer });
  await russian.getByRole('alert').getByText('Строка 3: 1 поле, а в заголовке 2', { exact: true }).waitFor();

  const csv = `a,target\n${Array.from({ length: 30 }, (_, row) => `${row % 7},yes\n`).join('')}`;
  const { id } = await stage.post<{ id: number }>('/api/storage/datasets', { name: 'один класс', csv });
  await russian.goto(`/train?dataset=${id}&target=target`);
  await russian.getByRole('button', { name: 'Обучить модель' }).click();
  const reason = 'В столбце target нужно не меньше 2 классов, а есть только yes.';
  await russian.getByRole('alert').getByText(reason, { exact: true }).waitFor();
  await russian.goto('/runs');
  await russian.getByRole('row').getByText(reason, { exact: true }).first().waitFor();

  // So many that some are told of: fewer may be grown before the first tenth of a second is over.
  const body = { dataset_id: 1, model_type: 'RandomForest', hyperparameters: { n_estimators: 999 } };
  const run = await stage.post<{ id: number }>('/api/scenarios/train-model', body);
  await russian.goto(`/runs/${run.id}`);
  await russian.getByText('модель сохранена', { exact: true }).waitFor();
  await russian
    .getByText(/ из 999 деревьев$/)
    .first()
    .waitFor();
  const main = await russian.locator('main').textContent();
  expect(main).not.toMatch(/of 999|rows|the model/);
  expect(complaints).toEqual([]);
  await leave();
});

it('goes on showing a training after a reload, and cancels it', async () => {
  const { id } = await stage.post<{ id: number }>('/api/storage/datasets', noise());
  await page.goto(`/train?dataset=${id}${PARAMETERS}`);
  await button('Train Model').click();
  await page.waitForURL(/\/runs\/\d+$/);
  await page.getByText('Learning').first().waitFor();
  await page.reload();
  await page.getByText('Learning').first().waitFor();
  await page.getByRole('img', { name: /Out-of-bag error went from/ }).waitFor();
  await button('Cancel the run').click();
  await page.getByText('Cancelled').first().waitFor();
  await button('Cancel the run').waitFor({ state: 'detached' });
});

it('tells of a training that waited when it is begun, and that it was cancelled', async () => {
  const { id: dataset_id } = await stage.post<{ id: number }>('/api/storage/datasets', noise('queue'));
  const train = async () => {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ dataset_id, ...ENDLESS });
    const url = `${stage.services.urls.viz}/api/scenarios/train-model`;
    return ((await (await fetch(url, { method: 'POST', headers, body })).json()) as { run_id: number }).run_id;
  };
  const [first, second] = [await train(), await train()];
  const status = page.locator('main header');
  await page.goto(`/runs/${second}`);
  await status.getByText('Queued').waitFor();
  await stage.post(`/api/ml/runs/${first}/cancel`, undefined);
  await status.getByText('Running').waitFor();
  await page.getByText('Elapsed').waitFor();
  await button('Cancel the run').click();
  await status.getByText('Cancelled').waitFor();
  expect(await page.getByRole('status').first().textContent()).toMatch(/^Cancelled/);
});

it('deletes nothing that a training is at work on, and says so', async () => {
  const { id } = await stage.post<{ id: number }>('/api/storage/datasets', noise('at work'));
  await page.goto(`/train?dataset=${id}${PARAMETERS}`);
  await button('Train Model').click();
  await page.getByText('Learning').first().waitFor();
  const run = page.url();
  await page.goto(`/datasets/${id}`);
  await button('Actions for at work').click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await button('Delete').click();
  await page.getByRole('dialog').getByText('It is in use; runs working with it: 1.').waitFor();
  await page.goto(run);
  await button('Cancel the run').click();
  await button('Cancel the run').waitFor({ state: 'detached' });
});

it('says that what an address names does not exist', async () => {
  await page.goto('/models/999/report');
  await page.getByRole('alert').getByText('There is no model 999.').waitFor();
  await page.goto('/nothing/here');
  await page.getByRole('heading', { name: 'There is nothing here' }).waitFor();
});

it('says which service is away, and heals by itself when it is back', async () => {
  await page.goto('/datasets');
  await page.getByRole('link', { name: 'passengers' }).waitFor();
  // ml-service, which cannot do without it, may be named as well.
  const banner = page.getByText(/Not working: .*storage/);
  await stage.services.stop('storage');
  await banner.waitFor({ timeout: HEALED_MS });
  await page.getByLabel('Search by name').fill('pass');
  await page.getByRole('alert').getByText('storage is not reachable').waitFor({ timeout: HEALED_MS });
  await stage.services.start('storage');
  await page.getByRole('link', { name: 'passengers' }).waitFor({ timeout: HEALED_MS });
  await page.getByRole('alert').waitFor({ state: 'detached', timeout: HEALED_MS });
  await banner.waitFor({ state: 'detached', timeout: HEALED_MS });
});
