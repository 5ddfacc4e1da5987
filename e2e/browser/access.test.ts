import type { Role } from '@ml-microservices/shared/contracts';
import { bearer, KEYED, KEYS } from '@ml-microservices/shared/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Services, startServices } from '../services.js';
import { launchChromium } from './chromium.js';
import { visit } from './visitor.js';

let services: Services;
let browser: Browser;

beforeAll(async () => {
  [services, browser] = await Promise.all([startServices(KEYED), launchChromium()]);
  await fetch(`${services.urls.web_master}/scenarios/collect-and-store`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...bearer(KEYS.editor) },
    body: JSON.stringify({ batch_size: 20 }),
  });
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

/** Someone at `path` who has signed in with a key of this role. */
async function signedIn(role: Role, path: string) {
  const visitor = await visit(browser, services.urls.viz);
  await visitor.page.goto(path);
  await visitor.page.getByLabel('Key').fill(KEYS[role]);
  await visitor.page.keyboard.press('Enter');
  await visitor.page.getByRole('button', { name: `Sign out ${role}` }).waitFor();
  return visitor;
}

const offered = async (page: Page) => (await page.getByRole('menuitem').allTextContents()).map((label) => label.trim());

it('offers a viewer nothing that would be refused, and says whose key it needs', async () => {
  const { page, complaints, leave } = await signedIn('viewer', '/datasets');
  const need = page.getByText('This needs a key with the role editor; yours may read.');
  await need.waitFor();
  expect(await page.locator('input[type=file]').count()).toBe(0);
  await page
    .getByRole('button', { name: /^Actions for / })
    .first()
    .click();
  expect(await offered(page)).toEqual(['Download']);
  for (const path of ['/collect', '/train', '/predict']) {
    await page.goto(path);
    await need.waitFor();
    expect(await page.locator('main form').count()).toBe(0);
  }
  await page.goto('/collect');
  await page.getByRole('heading', { name: 'Journal of accesses' }).waitFor();
  expect(await page.getByRole('button', { name: 'Reset the cursor' }).count()).toBe(0);
  expect(complaints).toEqual([]);
  await leave();
});

it('keeps what deletes for an admin: the self-test, which cleans up after itself, too', async () => {
  const editor = await signedIn('editor', '/');
  await editor.page.getByText('This needs a key with the role admin: it deletes.').waitFor();
  await editor.page.goto('/datasets');
  await editor.page
    .getByRole('button', { name: /^Actions for / })
    .first()
    .click();
  expect(await offered(editor.page)).toEqual(['Name and description', 'Download']);
  await editor.leave();

  const admin = await signedIn('admin', '/');
  await admin.page.getByRole('button', { name: 'Run the self-test' }).click();
  await admin.page.getByText('Everything works, in').waitFor();
  await admin.page.goto('/datasets');
  await admin.page
    .getByRole('button', { name: /^Actions for / })
    .first()
    .click();
  expect(await offered(admin.page)).toEqual(['Name and description', 'Download', 'Delete']);
  expect([...editor.complaints, ...admin.complaints]).toEqual([]);
  await admin.leave();
});
