import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { setStage } from './start.js';

const stage = setStage();
const HEALED_MS = 30_000;

beforeAll(() => stage.post('/api/scenarios/collect-and-store', { batch_size: 20, name: 'kept' }));

/** How many there are of all that storage keeps. */
async function stock(): Promise<Record<string, number>> {
  const nouns = ['datasets', 'models', 'runs', 'files'];
  const totals = nouns.map(async (noun) => {
    const list: { total: number } = await (await fetch(`${stage.services.urls.storage}/${noun}`)).json();
    return [noun, list.total] as const;
  });
  return Object.fromEntries(await Promise.all(totals));
}

const begin = (page: Page) => page.getByRole('button', { name: 'Run the self-test' }).click();
const states = (page: Page) =>
  page
    .locator('#self-test li')
    .evaluateAll((steps) => steps.map((step) => step.querySelector('.sr-only')?.textContent));

it('goes through all services and leaves nothing behind', async () => {
  const { page, complaints, leave } = await stage.visit();
  const before = await stock();
  await page.goto('/');
  await begin(page);
  await page.getByText('Everything works, in').waitFor();
  expect(await states(page)).toEqual(Array.from({ length: 6 }, () => 'passed'));
  expect(await stock()).toEqual(before);
  expect(complaints).toEqual([]);
  await leave();
});

it('tells which step failed, leaves out those after it, and deletes what those before it made', async () => {
  const { page, leave } = await stage.visit();
  const before = await stock();
  await stage.services.stop('ml_service');
  await page.goto('/');
  await begin(page);
  await page.getByText('Something does not work').waitFor({ timeout: HEALED_MS });
  expect(await states(page)).toEqual(['passed', 'passed', 'failed', 'skipped', 'skipped', 'passed']);
  await page.locator('#self-test').getByText('ml_service is not reachable').waitFor();
  expect(await stock()).toEqual(before);
  await stage.services.start('ml_service');
  await leave();
});

it('ends when the page is left, and leaves nothing behind', async () => {
  const { page, leave } = await stage.visit();
  const before = await stock();
  await page.goto('/');
  const stored = page.waitForResponse((response) => response.url().endsWith('/api/storage/datasets'));
  const deleted = page.waitForResponse((response) => response.request().method() === 'DELETE');
  await begin(page);
  await stored;
  await page.getByRole('link', { name: 'Collect', exact: true }).click();
  await deleted;
  await expect.poll(stock).toEqual(before);
  await leave();
});
