import type { Page } from 'playwright-core';

const FARTHEST = 120;

/** Presses Tab until what has the focus is called `name`: by its label, or by the text on it. */
export async function tabTo(page: Page, name: string): Promise<void> {
  const passed: string[] = [];
  for (let press = 0; press < FARTHEST; press++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement)) return '';
      const label =
        element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? element.labels?.[0] : null;
      return (element.getAttribute('aria-label') ?? label?.textContent ?? element.textContent).trim();
    });
    if (focused.startsWith(name)) return;
    passed.push(focused);
  }
  throw new Error(`Tab never came to "${name}"; it passed ${[...new Set(passed)].join(' | ')}`);
}
