import type { Page } from 'playwright-core';

const FARTHEST = 120;

/**
 * Presses Tab, or Shift+Tab, until what has the focus is called `name`: by its label, or by the text on it. Whatever has
 * the focus on the way must show it.
 */
export async function tabTo(page: Page, name: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const passed: string[] = [];
  for (let press = 0; press < FARTHEST; press++) {
    await page.keyboard.press(key);
    const { called, isShown } = await page.evaluate(focused);
    if (!isShown) throw new Error(`the focus does not show on "${called}"`);
    if (called.startsWith(name)) return;
    passed.push(called);
  }
  throw new Error(`${key} never came to "${name}"; it passed ${[...new Set(passed)].join(' | ')}`);
}

/** Runs in the page. A field that is drawn by its label shows the focus there. */
function focused() {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body) return { called: '', isShown: true };
  const isField = element instanceof HTMLInputElement || element instanceof HTMLSelectElement;
  const label = isField ? element.labels?.[0] : undefined;
  const isOutlined = (one: Element | undefined) => one !== undefined && getComputedStyle(one).outlineStyle !== 'none';
  return {
    called: (element.getAttribute('aria-label') ?? label?.textContent ?? element.textContent).trim(),
    isShown: isOutlined(element) || isOutlined(label),
  };
}
