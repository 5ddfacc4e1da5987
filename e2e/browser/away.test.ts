import { beforeAll, expect, it } from 'vitest';
import type { ServiceName } from '../services.js';
import { setStage } from './start.js';

const stage = setStage();
const HEALED_MS = 60_000;
const POLLS = 2;

beforeAll(async () => {
  await stage.post('/api/scenarios/collect-and-store', { batch_size: 60, name: 'passengers' });
  await stage.post('/api/scenarios/train-model', { dataset_id: 1, model_type: 'KNN' });
});

/** What is killed, a page that cannot do without it, what the page asks it for, and what the banner says of it. */
const CASES: readonly (readonly [name: ServiceName, path: string, asked: string, said: RegExp])[] = [
  ['storage', '/datasets', '/api/storage/datasets', /storage.*cannot be shown or changed/],
  ['collector', '/collect', '/api/collector/info', /collector\..*everything else works/],
  ['ml_service', '/models/1/report', '/api/scenarios/report/1', /ml_service\..*data and models can be looked at/],
  ['web_master', '/datasets', '/api/storage/datasets', /web-master is not answering/],
];

it.each(CASES)('says that %s was killed and what that means, waits in peace, and heals', async (...testCase) => {
  const [name, path, asked, said] = testCase;
  const { page, leave } = await stage.visit();
  let requests = 0;
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === asked) requests += 1;
  });
  await page.goto('/');
  await page.getByText('All services are up').waitFor();
  await stage.services.kill(name);
  await page.goto(path);
  const alert = page.getByRole('alert').filter({ hasText: `${name} is not reachable` });
  await alert.first().waitFor({ timeout: HEALED_MS });
  await page.getByRole('status').filter({ hasText: said }).waitFor({ timeout: HEALED_MS });
  const before = requests;
  for (let poll = 0; poll < POLLS; poll++) {
    await page.waitForResponse((response) => new URL(response.url()).pathname === '/api/health');
  }
  expect(requests).toBe(before);
  expect(await alert.first().isVisible()).toBe(true);
  expect(await page.locator('main .skeleton').count()).toBe(0);

  await stage.services.start(name);
  await alert.first().waitFor({ state: 'detached', timeout: HEALED_MS });
  await page.getByText('All services are up').waitFor({ timeout: HEALED_MS });
  await page.locator('main table').first().waitFor();
  await leave();
});

it('says that viz was killed, on pages whose code is not there yet as well, and heals', async () => {
  const { page, leave } = await stage.visit();
  await page.goto('/');
  await page.getByText('All services are up').waitFor();
  await stage.services.kill('viz');
  const banner = page.getByRole('status').filter({ hasText: 'No connection to the server' });
  await banner.waitFor({ timeout: HEALED_MS });
  await page.getByRole('link', { name: 'Datasets', exact: true }).click();
  await page.getByText('the page loads by itself').waitFor();
  await stage.services.start('viz');
  await page.getByRole('link', { name: 'passengers' }).waitFor({ timeout: HEALED_MS });
  await leave();
});
