import { KEYED, KEYS } from '@ml-microservices/shared/testing';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Services, startServices } from '../services.js';
import { launchChromium } from './chromium.js';
import { visit } from './visitor.js';

let services: Services;
let browser: Browser;

beforeAll(async () => {
  [services, browser] = await Promise.all([startServices(KEYED), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await services?.close();
});

it('asks for the key once, works with it, keeps it from scripts and forgets it', async () => {
  const { page, complaints, leave } = await visit(browser, services.urls.viz);
  await page.goto('/datasets');
  await page.getByLabel('Key').fill('mlk_wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('This key is not known here.').waitFor();
  expect(await page.getByRole('navigation').count()).toBe(0);

  await page.getByLabel('Key').fill(KEYS.editor);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Datasets', exact: true }).waitFor();
  expect(await page.evaluate(() => document.cookie)).toBe('');
  expect(
    await page.evaluate(() => JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage })),
  ).not.toContain('mlk_');
  await page.reload();
  await page.getByRole('heading', { name: 'Datasets', exact: true }).waitFor();

  await page.goto('/collect');
  await page.getByRole('button', { name: 'Collect & Store' }).click();
  await page.getByText(/rows stored as/).waitFor();

  await page.getByRole('button', { name: 'Sign out editor' }).click();
  await page.getByLabel('Key').waitFor();
  expect(complaints).toEqual([]);
  await leave();
});
