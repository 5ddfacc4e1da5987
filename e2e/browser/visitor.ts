import type { Browser, BrowserContext, Page } from 'playwright-core';

export interface Taste {
  readonly theme?: 'light' | 'dark';
  readonly locale?: 'en' | 'ru';
  readonly width?: number;
}

export const HEIGHT = 900;
/** What the browser itself writes where an answer is an error; the page shows such an answer to its reader. */
const ANSWERED_WITH_ERROR = /^Failed to load resource: the server responded with a status of/;

/** Someone in front of a browser, with what the browser complained of while they looked. */
export interface Visitor {
  readonly page: Page;
  /** Errors and warnings in the console, and exceptions that nothing caught. */
  readonly complaints: string[];
  leave(): Promise<void>;
}

/** Opens a window of its own, without the memory of others; paths are below `url`. */
export async function visit(browser: Browser, url: string, taste: Taste = {}): Promise<Visitor> {
  const { theme = 'light', locale = 'en', width = 1280 } = taste;
  const context: BrowserContext = await browser.newContext({
    baseURL: url,
    viewport: { width, height: HEIGHT },
    colorScheme: theme,
    locale: locale === 'ru' ? 'ru-RU' : 'en-GB',
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    const isComplaint = message.type() === 'error' || message.type() === 'warning';
    if (isComplaint && !ANSWERED_WITH_ERROR.test(message.text())) complaints.push(message.text());
  });
  return { page, complaints, leave: () => context.close() };
}
