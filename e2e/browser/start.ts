import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { type Services, startServices } from '../services.js';
import { launchChromium } from './chromium.js';
import { type Taste, type Visitor, visit } from './visitor.js';

const START_MS = 120_000;

export interface Stage {
  readonly services: Services;
  visit(taste?: Taste): Promise<Visitor>;
  /** Sends JSON to viz, as the pages do, and gives the answer. */
  post<T>(path: string, body: unknown): Promise<T>;
}

/** The five services and a browser for all tests of a file. */
export function setStage(): Stage {
  let services: Services;
  let browser: Browser;
  beforeAll(async () => {
    [services, browser] = await Promise.all([startServices(), launchChromium()]);
  }, START_MS);
  afterAll(async () => {
    await browser?.close();
    await services?.close();
  }, START_MS);
  return {
    get services() {
      return services;
    },
    visit: (taste) => visit(browser, services.urls.viz, taste),
    async post<T>(path: string, body: unknown) {
      const response = await fetch(services.urls.viz + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', prefer: 'wait=60' },
        body: JSON.stringify(body),
      });
      if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
      return (await response.json()) as T;
    },
  };
}

/** Gives each test of a file a page of its own, of which the browser must have nothing to complain. */
export function setPages(stage: Stage, use: (page: Page) => void): void {
  let visitor: Visitor;
  beforeEach(async () => {
    visitor = await stage.visit();
    use(visitor.page);
  });
  afterEach(async () => {
    expect(visitor.complaints).toEqual([]);
    await visitor.leave();
  });
}
