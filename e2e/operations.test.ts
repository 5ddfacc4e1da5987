import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROOT, SERVICES } from '../scripts/services.mjs';
import { call } from './client.js';
import { type Services, startServices } from './services.js';
import { trainedModel } from './steps.js';

const FOLDER = join(ROOT, 'docs/operations');
const NAMES = [...SERVICES.keys()];
/** Functions, labels and words of PromQL that look like names of metrics. */
const SUFFIX = /_(bucket|count|sum)$/;

let services: Services;
let metrics: Map<string, string>;

beforeAll(async () => {
  services = await startServices();
  await trainedModel(services);
  const texts = await Promise.all(
    NAMES.map(async (name) => [name, (await call<string>(`${services.urls[name]}/metrics`)).body] as const),
  );
  metrics = new Map(texts);
});
afterAll(() => services.close());

const told = () =>
  new Set([...metrics.values()].flatMap((text) => [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, it]) => it)));

it('shows on the dashboard and warns of nothing that no service tells', async () => {
  const dashboard = JSON.parse(await readFile(join(FOLDER, 'dashboard.json'), 'utf8')) as {
    panels: { targets: { expr: string }[] }[];
  };
  const alerts = await readFile(join(FOLDER, 'alerts.yaml'), 'utf8');
  const expressions = [
    ...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
    ...[...alerts.matchAll(/expr: (.*)/g)].map(([, expr]) => expr),
  ];
  const named = expressions.flatMap((expr) =>
    [...expr.replaceAll(/\{[^}]*\}|by \([^)]*\)|"[^"]*"/g, '').matchAll(/\b[a-z][a-z0-9_]{3,}\b(?!\s*\()/g)].map(
      ([name]) => name.replace(SUFFIX, ''),
    ),
  );
  const known = told();
  expect([...new Set(named)].filter((name) => !known.has(name))).toEqual([]);
  expect(new Set(named).size).toBeGreaterThan(6);
});

it('says in the runbook what to do for each alert', async () => {
  const [alerts, runbook] = await Promise.all(
    ['alerts.yaml', 'README.md'].map((name) => readFile(join(FOLDER, name), 'utf8')),
  );
  const anchors = [...alerts.matchAll(/README\.md#(\S+)/g)].map(([, anchor]) => anchor);
  const headings = [...runbook.matchAll(/^## (.*)/gm)].map(([, title]) => title.toLowerCase().replaceAll(' ', '-'));
  // The guides come first.
  expect(headings.slice(-anchors.length)).toEqual(anchors);
});

it('tells requests, readiness, queue, runs and room as they are', async () => {
  for (const name of NAMES) {
    expect(metrics.get(name)).toMatch(/^service_ready 1$/m);
    expect(metrics.get(name)).toMatch(/^process_resident_memory_bytes \d+$/m);
    expect(metrics.get(name)).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
    expect(metrics.get(name)).toMatch(/^requests_underway \d+$/m);
    expect(metrics.get(name)).toMatch(/^event_streams 0$/m);
  }
  expect(metrics.get('storage')).toContain('runs{kind="training",status="completed"} 1');
  expect(metrics.get('ml_service')).toMatch(/^training_queue_length 0$/m);
  expect(metrics.get('web_master')).toMatch(
    /^http_request_duration_seconds_count\{method="POST",route="\/scenarios\/train-model",status="200"\} 1$/m,
  );
  for (const name of ['collector', 'storage', 'ml_service'] as const) {
    expect(Number(/^disk_free_bytes (\S+)$/m.exec(metrics.get(name) ?? '')?.[1])).toBeGreaterThan(0);
  }
});
