import type { Dataset, Page, Run } from '@ml-microservices/shared/contracts';
import { beforeAll, expect, it } from 'vitest';
import { call } from '../client.js';
import { setStage } from './start.js';

/** Runs and draws, wherever it is taken for markup. */
const MARKUP = '<img src=x onerror="window.ran=1"><script>window.ran=1</script>';
const COLUMN = `"${MARKUP.replaceAll('"', '""')}"`;

const stage = setStage();
let datasetId: number;
let modelId: number;

beforeAll(async () => {
  const { storage, web_master } = stage.services.urls;
  const rows = Array.from({ length: 40 }, (_, index) => `${index % 7},${index % 2 ? COLUMN : 'plain'},${index % 2}`);
  const csv = `${COLUMN},kind,target\n${rows.join('\n')}\n`;
  const dataset = await call<Dataset>(`${storage}/datasets`, {
    json: { name: MARKUP, description: MARKUP, csv, target: 'target' },
  });
  datasetId = dataset.body.id;
  const run = await call<Run>(`${web_master}/scenarios/train-model`, {
    json: { dataset_id: datasetId, model_type: 'LogisticRegression' },
    headers: { prefer: 'wait=60' },
  });
  modelId = run.body.model_id!;
  await call(`${storage}/models/${modelId}`, { method: 'PATCH', json: { name: MARKUP } });
});

it('is text on every page, in names, columns, cells and categories alike', async () => {
  const { page, complaints, leave } = await stage.visit();
  const runs = await call<Page<Run>>(`${stage.services.urls.storage}/runs`);
  const paths = [
    '/',
    '/datasets',
    `/datasets/${datasetId}`,
    `/train?dataset=${datasetId}`,
    '/models',
    `/models/${modelId}`,
    `/models/${modelId}/report`,
    `/predict?model=${modelId}`,
    `/runs/${runs.body.items[0].id}`,
    `/api/scenarios/report/${modelId}`,
  ];
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
