import { beforeAll, expect, it } from 'vitest';
import { storeNamed } from './named.js';
import { setStage } from './start.js';

/** Runs and draws, wherever it is taken for markup. */
const MARKUP = '<img src=x onerror="window.ran=1"><script>window.ran=1</script>';
const COLUMN = `"${MARKUP.replaceAll('"', '""')}"`;

const stage = setStage();
let paths: string[];

beforeAll(async () => {
  const rows = Array.from({ length: 40 }, (_, index) => `${index % 7},${index % 2 ? COLUMN : 'plain'},${index % 2}`);
  paths = await storeNamed(stage, MARKUP, `${COLUMN},kind,target\n${rows.join('\n')}\n`);
});

it('is text on every page, in names, columns, cells and categories alike', async () => {
  const { page, complaints, leave } = await stage.visit();
  for (const path of paths) {
    await page.goto(path, { waitUntil: 'networkidle' });
    const found = await page.evaluate(() => ({
      ran: 'ran' in window,
      images: document.querySelectorAll('img[src="x"]').length,
      isShown: document.body.textContent.includes('onerror='),
    }));
    const isNamed = path !== '/' && !path.startsWith('/runs');
    expect([path, found.ran, found.images]).toEqual([path, false, 0]);
    if (isNamed) expect([path, found.isShown]).toEqual([path, true]);
  }
  expect(complaints).toEqual([]);
  await leave();
});
