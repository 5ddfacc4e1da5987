import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { setStage } from './start.js';

declare global {
  interface Window {
    /** What the progress bar said, frame by frame, each figure once. */
    painted: number[];
  }
}

const stage = setStage();
const BYTES = 100_000_000;
const COLUMNS = Array.from({ length: 20 }, (_, column) => `x${column}`);
const ROW = `${COLUMNS.map((_name, column) => (column + 1) * 1_234.5).join(',')}\n`;
const ROWS = Math.ceil(BYTES / ROW.length);
const AT_ONCE = 10_000;
let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'upload-'));
  file = join(folder, 'large.csv');
  const handle = await open(file, 'w');
  await handle.write(`${COLUMNS.join(',')}\n`);
  for (let row = 0; row < ROWS; row += AT_ONCE) await handle.write(ROW.repeat(Math.min(AT_ONCE, ROWS - row)));
  await handle.close();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('takes a file of a hundred megabytes, shows how far it is and answers to clicks meanwhile', async () => {
  const { page, complaints, leave } = await stage.visit();
  await page.goto('/datasets');
  await page.getByText('No datasets yet').waitFor();
  await page.evaluate(() => {
    window.painted = [];
    const look = () => {
      const text = document.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow');
      if (text && window.painted.at(-1) !== Number(text)) window.painted.push(Number(text));
      requestAnimationFrame(look);
    };
    look();
  });
  await page.setInputFiles('input[type=file]', file);
  await expect.poll(() => page.evaluate(() => window.painted.at(-1))).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Русский' }).click();
  await page.getByRole('heading', { name: 'Датасеты', exact: true }).waitFor();
  expect(await page.getByRole('progressbar').getAttribute('aria-valuenow')).toMatch(/^\d+$/);
  await page.waitForURL(/\/datasets\/\d+$/);
  await page.getByRole('heading', { name: 'large' }).waitFor();
  await page.locator(`table[aria-rowcount="${ROWS + 1}"]`).waitFor();
  const painted = await page.evaluate(() => window.painted);
  expect(painted.length).toBeGreaterThan(3);
  expect(painted).toEqual(painted.toSorted((one, other) => one - other));
  expect(complaints).toEqual([]);
  await leave();
});

it('says of an uploaded column of numbers with decimal commas that it was taken for words, and why', async () => {
  const { page, complaints, leave } = await stage.visit({ locale: 'ru', width: 390 });
  await page.goto('/datasets');
  const buffer = Buffer.from('доля,класс\n"0,5",да\n"0,25",нет\n');
  await page.setInputFiles('input[type=file]', { name: 'доли.csv', mimeType: 'text/csv', buffer });
  await page.getByRole('rowheader', { name: /^доля категория .*«0,5» не число/ }).waitFor();
  expect(complaints).toEqual([]);
  await leave();
});
