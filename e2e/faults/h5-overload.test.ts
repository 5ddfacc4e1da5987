import { connect } from 'node:net';
import type { Page } from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { call, events } from '../client.js';
import { HEAP_SETTINGS, heldMb } from '../heap.js';
import { type Services, startServices } from '../services.js';
import { beginTraining, collectAll, trainedModel } from '../steps.js';
import { residentMb } from './resident.js';

const isSoak = process.env.SOAK === '1';
const CONNECTIONS = isSoak ? 10_000 : 500;
const WATCHERS = isSoak ? 5_000 : 100;
/** So many ask for the stream at once: below the share of one client in requests. */
const WAVE = 50;
/** What a service may keep of a flood: compiled code, connections to the others. */
const KEPT_MB = 16;

let services: Services;
let datasetId: number;
let modelId: number;

beforeAll(async () => {
  services = await startServices({
    ...HEAP_SETTINGS,
    ...(!isSoak && { LIMITS__REQUESTS: '200', LIMITS__REQUESTS_PER_CLIENT: '100' }),
  });
  datasetId = (await collectAll(services)).id;
  modelId = await trainedModel(services);
});
afterAll(() => services?.close());

const PASSENGER = { Pclass: 3, Sex: 'male', Age: 22, SibSp: 1, Parch: 0, Fare: 7.25, Embarked: 'S' };
const predict = JSON.stringify({ rows: [PASSENGER] });
const post = (path: string, json: string) =>
  `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${json.length}\r\nConnection: close\r\n\r\n${json}`;
const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`;

/** Sends a request from an address of the loopback; answers the head of the answer, or how the connection ended. */
function ask(request: string, from: string): Promise<string> {
  const { hostname, port } = new URL(services.urls.web_master);
  return new Promise((resolve) => {
    let text = '';
    const socket = connect({ host: hostname, port: Number(port), localAddress: from }, () => socket.write(request));
    socket.setEncoding('latin1').on('data', (piece) => (text += piece));
    socket.on('error', (error) => resolve(error.message)).on('close', () => resolve(text.slice(0, 1000)));
  });
}

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
/** How often each status came; 0 is an answer that did not come. */
const tally = (answers: readonly string[]) =>
  answers.reduce<Record<number, number>>((counts, answer) => {
    const status = statusOf(answer) || 0;
    return Object.assign(counts, { [status]: (counts[status] ?? 0) + 1 });
  }, {});

it(`H5: ${CONNECTIONS} requests at once are served or told to come back, and what they took is let go`, async () => {
  const requests = [
    get('/api/storage/datasets'),
    get('/api/collector/info'),
    get(`/scenarios/report/${modelId}`),
    post(`/api/ml/models/${modelId}/predict`, predict),
  ];
  const flood = () =>
    Promise.all(
      Array.from({ length: CONNECTIONS }, (_, n) => ask(requests[n % requests.length], `127.0.1.${1 + (n % 50)}`)),
    );
  const held = () => heldMb(services.pid('web_master'));
  const before = await held();
  const answers = await flood();
  if (isSoak) process.stdout.write(`H5 ${JSON.stringify(tally(answers))}\n`);
  const refused = answers.filter((answer) => statusOf(answer) !== 200);
  for (const answer of refused) {
    expect([429, 503]).toContain(statusOf(answer));
    expect(answer).toMatch(/\r\nretry-after: \d+\r\n/i);
  }
  const first = residentMb(services, 'web_master');
  await flood();
  const second = residentMb(services, 'web_master');
  expect(second).toBeLessThan(1.5 * first + 50);
  // Connections to the other services, which a slow machine opens by the hundred, are kept for 70 s.
  await expect.poll(held, { timeout: 120_000 }).toBeLessThan(before + KEPT_MB);
  expect((await call(`${services.urls.web_master}/health/live`)).status).toBe(200);
  expect((await call(`${services.urls.web_master}/api/storage/datasets`)).status).toBe(200);
  if (isSoak)
    process.stdout.write(`H5 ${JSON.stringify({ before, after: await held(), resident: { first, second } })}\n`);
});

it('H6: a client that floods is refused beyond its share, and the others are served', async () => {
  const greedy = Array.from({ length: isSoak ? 3_000 : 400 }, () =>
    ask(post(`/api/ml/models/${modelId}/predict`, predict), '127.0.0.2'),
  );
  const modest = [];
  for (let n = 0; n < 20; n++) modest.push(await ask(get('/api/collector/info'), '127.0.0.3'));
  const counts = tally(await Promise.all(greedy));
  expect(counts[429]).toBeGreaterThan(0);
  expect(counts[200]).toBeGreaterThan(0);
  expect(tally(modest)).toEqual({ 200: 20 });
});

it(`S5: ${WATCHERS} watchers of a training see every event once, and the API answers meanwhile`, async () => {
  const { body } = await beginTraining(services, {
    dataset_id: datasetId,
    model_type: 'RandomForest',
    hyperparameters: { n_estimators: isSoak ? 10_000 : 1000 },
  });
  const url = `${services.urls.web_master}/progress/${body.run_id}`;
  const watch = () => {
    const ids: number[] = [];
    let begin = () => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const read = async () => {
      for await (const { id } of events(url)) {
        ids.push(id);
        begin();
      }
      return ids;
    };
    return { begun, ended: read() };
  };
  const watching: Promise<number[]>[] = [];
  for (let n = 0; n < WATCHERS; n += WAVE) {
    const wave = Array.from({ length: WAVE }, watch);
    watching.push(...wave.map(({ ended }) => ended));
    await Promise.all(wave.map(({ begun }) => begun));
    expect((await call<Page<object>>(`${services.urls.web_master}/api/storage/datasets`)).status).toBe(200);
  }
  const seen = await Promise.all(watching);
  for (const ids of seen) expect(ids).toEqual(seen[0]);
  expect(seen[0]).toEqual(seen[0].map((_, index) => index + 1));
  const held = { web_master: residentMb(services, 'web_master'), ml_service: residentMb(services, 'ml_service') };
  expect(Math.max(...Object.values(held))).toBeLessThan(1024);
  if (isSoak) process.stdout.write(`S5 ${JSON.stringify({ events: seen[0].length, ...held })}\n`);
});
