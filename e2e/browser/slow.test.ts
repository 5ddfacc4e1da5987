import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { setStage } from './start.js';
import { throttling } from './throttling.js';

const stage = setStage();
/** Half of what is said to be no jump: https://web.dev/articles/cls */
const STEADY = 0.05;
const SLOW = { latency: 400, downloadThroughput: 60_000, uploadThroughput: 60_000 };

beforeAll(async () => {
  await stage.post('/api/scenarios/collect-and-store', { batch_size: 200, name: 'passengers' });
  for (const model_type of ['KNN', 'LogisticRegression']) {
    await stage.post('/api/scenarios/train-model', { dataset_id: 1, model_type });
  }
});

/** How far what the page shows was moved by what came later. */
const watchShifts = (page: Page) =>
  page.addInitScript(() => {
    Object.assign(window, { shift: 0 });
    new PerformanceObserver((list) => {
      const shifts = list.getEntries() as (PerformanceEntry & { value: number })[];
      Object.assign(window, {
        shift: shifts.reduce((sum, { value }) => sum + value, Number(Reflect.get(window, 'shift'))),
      });
    }).observe({ type: 'layout-shift', buffered: true });
  });

it.each([1280, 390])('holds the places of what a slow network brings later, %d wide', async (width) => {
  const { page, complaints, leave } = await stage.visit({ width });
  await watchShifts(page);
  await page.goto('/');
  const throttle = await throttling(page);
  await throttle(SLOW);
  for (const [path, last] of [
    ['/', '#services td'],
    ['/collect', 'tbody th'],
    ['/datasets/1', 'tbody th'],
    ['/train?dataset=1', 'main form'],
    ['/runs/2', 'main ol li'],
    ['/models/1/report', '[role=img] svg'],
    ['/models/compare?ids=1,2', '[role=img] svg'],
    ['/predict', 'main form'],
  ]) {
    await page.goto(path);
    await page.locator('main .skeleton').first().waitFor();
    await page.locator(last).first().waitFor();
    await page.locator('main .skeleton').first().waitFor({ state: 'detached' });
    const shift = await page.evaluate(() => Number(Reflect.get(window, 'shift')));
    expect([path, shift]).toEqual([path, expect.toSatisfy((moved) => moved < STEADY)]);
  }
  expect(complaints).toEqual([]);
  await leave();
});

it('sends once what is submitted twice, and shows that it is under way', async () => {
  const { page, complaints, leave } = await stage.visit();
  let sent = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/collect-and-store')) sent += 1;
  });
  await page.goto('/collect');
  await page.getByLabel('Name of the dataset').fill('once');
  const throttle = await throttling(page);
  await throttle({ latency: 2_000 });
  await page.keyboard.press('Control+Enter');
  const button = page.getByRole('button', { name: 'Collect & Store' });
  await expect.poll(() => button.getAttribute('aria-busy')).toBe('true');
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Enter');
  await page.getByText(/rows stored as/).waitFor();
  expect(sent).toBe(1);
  expect(complaints).toEqual([]);
  await leave();
});

it('tells when things happened by the clock of the services, in the zone of the reader', async () => {
  const { page, complaints, leave } = await stage.visit();
  const settings = await page.context().newCDPSession(page);
  await settings.send('Emulation.setTimezoneOverride', { timezoneId: 'Asia/Tokyo' });
  await page.addInitScript(() => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + 5 * 3_600_000;
  });
  await page.goto('/runs');
  const time = page.getByRole('row').nth(1).locator('time');
  await expect.poll(() => time.textContent()).toMatch(/^(now|\d+ (second|minute)s? ago)$/);
  expect(await time.getAttribute('title')).toContain('GMT+9');
  expect(complaints).toEqual([]);
  await leave();
});
