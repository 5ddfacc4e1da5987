import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { storeNamed } from './named.js';
import { setStage } from './start.js';

/** Turns whatever follows it in its line; what it stands in must not be turned. */
const TURNED = '\u202eturned';

const stage = setStage();
let paths: string[];

beforeAll(async () => {
  const rows = Array.from({ length: 60 }, (_, index) => {
    const kind = index % 2 ? `${TURNED} kind` : 'גיל';
    return `${index % 7},${kind},${(index * 7) % 5},${index % 3 ? `${TURNED} class` : 'plain'}`;
  });
  paths = await storeNamed(stage, `${TURNED} name`, `${TURNED} column,עמודה,c,target\n${rows.join('\n')}\n`);
});

it.each(['en', 'ru'] as const)('of names and values turns nothing else on the pages in %s', async (locale) => {
  const { page, complaints, leave } = await stage.visit({ locale });
  const turned: string[] = [];
  for (const path of paths) {
    await page.goto(path, { waitUntil: 'networkidle' });
    turned.push(...(await turnedTexts(page)).map((text) => `${path}: ${text}`));
  }
  expect(turned).toEqual([]);
  await page.goto('/models');
  await page.locator('tbody [aria-haspopup=menu]').click();
  await page.getByRole('menuitem').last().click();
  await page.getByRole('dialog').waitFor();
  expect(await turnedTexts(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await leave();
});

/** Texts of which letters beside names and values go from right to left. */
function turnedTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    // Folded parts have no place on the page.
    for (const details of document.querySelectorAll('details')) details.open = true;
    /** A name or value of the data, with the isolate around it. */
    const DATA = /\u2068?\u202eturned(?: (?:name|column|kind|class))?\u2069?/g;
    const placeOf = (node: Node, index: number) => {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + 1);
      return range.getClientRects()[0];
    };
    const isTurned = (node: Node) => {
      const text = node.textContent ?? '';
      const ours = text.replace(DATA, (found) => ' '.repeat(found.length));
      const letters = [...ours.matchAll(/(?=[a-zа-яё]{2})/giu)];
      return letters.some(({ index }) => {
        const [one, next] = [placeOf(node, index), placeOf(node, index + 1)];
        return one && next && one.top === next.top && next.left < one.left;
      });
    };
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (isTurned(node)) found.push(node.textContent?.trim() ?? '');
    }
    return found;
  });
}
