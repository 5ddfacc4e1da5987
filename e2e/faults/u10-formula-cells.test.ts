import type { Dataset, Run } from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { call } from '../client.js';
import { type Services, startServices } from '../services.js';

const FORMULAS = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '=HYPERLINK("http://evil.example";"x")',
  '\t=1',
  "=cmd|' /C calc'!A0",
];
let services: Services;
beforeAll(async () => {
  services = await startServices({}, ['storage', 'ml_service']);
});
afterAll(() => services.close());

it('U10: cells that a spreadsheet would compute are data here: stored, predicted and given back as they came', async () => {
  const { storage, ml_service } = services.urls;
  const columns = ['n', 'text', 'target'];
  const rows = Array.from({ length: 70 }, (_, row) => [
    -row - 1,
    FORMULAS[row % FORMULAS.length],
    row % 2 ? 'yes' : 'no',
  ]);
  const { body: dataset } = await call<Dataset>(`${storage}/datasets`, {
    json: { name: 'formulas', columns, rows, target: 'target' },
  });
  const download = await call<string>(`${storage}/datasets/${dataset.id}/download`);
  expect(download.headers.get('content-disposition')).toMatch(/^attachment;/);
  expect(download.headers.get('x-content-type-options')).toBe('nosniff');
  const preview = await call<{ rows: { n: number }[] }>(`${storage}/datasets/${dataset.id}/preview?limit=70`);
  expect(preview.body.rows.map(({ n }) => n)).toEqual(rows.map(([n]) => n));
  const again = await call<Dataset>(`${storage}/datasets`, { json: { name: 'again', csv: download.body } });
  expect(again.body.sha256).toBe(dataset.sha256);

  const wait = { prefer: 'wait=60' };
  const json = { dataset_id: dataset.id, model_type: 'LogisticRegression', features: ['n', 'text'] };
  const { body: run } = await call<Run>(`${ml_service}/train`, { json, headers: wait });
  const inferred = await call<Run>(`${ml_service}/infer`, {
    json: { model_id: run.model_id, dataset_id: dataset.id },
    headers: wait,
  });
  const result = await call<string>(`${storage}/files/${inferred.body.result_file_id}/download`);
  const lines = download.body.trimEnd().split('\n');
  expect(
    result.body
      .trimEnd()
      .split('\n')
      .map((line, at) => line.startsWith(`${lines[at]},`)),
  ).not.toContain(false);
});
