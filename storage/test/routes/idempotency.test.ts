import { createHash } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ProblemDetails } from '@ml-microservices/shared/contracts';
import type { App } from '@ml-microservices/shared/service';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { build, createDataset, createFile, LARGE_CSV, storedFiles, temporaryFolder, upload } from '../build.js';
import { createRun, publish } from '../models.js';
import { multipart } from '../multipart.js';

let folder: string;
let app: App;

beforeEach(async () => {
  folder = temporaryFolder();
  app = await build(folder);
});

const KEY = { 'idempotency-key': 'key-1' };
const totalOf = async (list: string) => (await app.inject(list)).json().total;
const postRun = (parameters: object, headers: Record<string, string> = KEY) =>
  app.inject({ method: 'POST', url: '/runs', payload: { kind: 'training', parameters }, headers });
const csvPart = (content: string, filename = 'a.csv') => ({ name: 'file', filename, type: 'text/csv', content });

describe('an Idempotency-Key', () => {
  it('makes every creating request happen once', async () => {
    await createDataset(app, 'a\n1\n');
    await createFile(app, 'weights');
    await createRun(app, { dataset_id: 1 });
    const requests: [string, string, () => Promise<Awaited<ReturnType<typeof upload>>>][] = [
      ['/files', 'f', () => upload(app, '/files', [csvPart('x')], { 'idempotency-key': 'f' })],
      ['/datasets', 'u', () => upload(app, '/upload/dataset', [csvPart('a\n2\n')], { 'idempotency-key': 'u' })],
      [
        '/datasets',
        'd',
        () =>
          app.inject({
            method: 'POST',
            url: '/datasets',
            payload: { name: 'x', csv: 'a\n3\n' },
            headers: { 'idempotency-key': 'd' },
          }),
      ],
      ['/runs', 'r', () => postRun({}, { 'idempotency-key': 'r' })],
      ['/models', 'm', () => publish(app, { run_id: 1, file_id: 2, dataset_id: 1 }, { 'idempotency-key': 'm' })],
    ];
    for (const [list, key, send] of requests) {
      const first = await send();
      const total = await totalOf(list);
      const files = storedFiles(folder);
      const second = await send();
      expect([key, first.statusCode, second.statusCode]).toEqual([key, 201, 201]);
      expect(second.json()).toEqual(first.json());
      expect(first.headers['idempotency-replayed']).toBeUndefined();
      expect(second.headers['idempotency-replayed']).toBe('true');
      expect(await totalOf(list)).toBe(total);
      expect(storedFiles(folder)).toEqual(files);
    }
  });

  it('of another request is refused', async () => {
    await postRun({ seed: 1 });
    const other = await postRun({ seed: 2 });
    expect(other.statusCode).toBe(422);
    expect(other.json<ProblemDetails>()).toMatchObject({
      code: 'idempotency_mismatch',
      detail: 'The Idempotency-Key "key-1" was used for another request.',
    });
    const elsewhere = await app.inject({
      method: 'POST',
      url: '/datasets',
      payload: { name: 'x', csv: 'a\n1\n' },
      headers: KEY,
    });
    expect(elsewhere.json<ProblemDetails>().code).toBe('idempotency_mismatch');
    expect([await totalOf('/runs'), await totalOf('/datasets')]).toEqual([1, 0]);
    expect(storedFiles(folder)).toEqual([]);
  });

  it('of a file of the same bytes under another name is another request', async () => {
    await upload(app, '/files', [csvPart('x', 'a.csv')], KEY);
    expect((await upload(app, '/files', [csvPart('x', 'b.csv')], KEY)).statusCode).toBe(422);
    expect(await totalOf('/files')).toBe(1);
  });

  it('is free again after a request that was refused', async () => {
    const bad = await app.inject({
      method: 'POST',
      url: '/datasets',
      payload: { name: 'x', csv: 'a,a\n1,2\n' },
      headers: KEY,
    });
    expect(bad.statusCode).toBe(422);
    const good = await app.inject({
      method: 'POST',
      url: '/datasets',
      payload: { name: 'x', csv: 'a\n1\n' },
      headers: KEY,
    });
    expect(good.statusCode).toBe(201);
  });

  it('is remembered over a restart, with the fingerprint that the caller gives for its own request', async () => {
    const fingerprint = createHash('sha256').update('the scenario').digest('hex');
    const headers = { ...KEY, 'idempotency-fingerprint': fingerprint };
    const first = await postRun({ seed: 1 }, headers);
    await app.close();
    app = await build(folder);
    const second = await postRun({ seed: 'made anew' }, headers);
    expect(second.json()).toEqual(first.json());
    expect((await app.inject('/idempotency-keys/key-1')).json()).toEqual({
      key: 'key-1',
      fingerprint,
      status: 201,
      body: first.json(),
    });
    expect((await app.inject('/idempotency-keys/key-2')).statusCode).toBe(404);
  });

  it('is forgotten after a day', async () => {
    const hoursAgo = (hours: number) => Date.now() - hours * 3_600_000;
    vi.useFakeTimers({ toFake: ['Date'], now: hoursAgo(25) });
    await postRun({ seed: 1 });
    vi.setSystemTime(hoursAgo(-2));
    await postRun({ seed: 1 }, { 'idempotency-key': 'key-2' });
    vi.useRealTimers();
    await app.close();
    app = await build(folder);
    expect((await app.inject('/idempotency-keys/key-1')).statusCode).toBe(404);
    expect((await app.inject('/idempotency-keys/key-2')).statusCode).toBe(200);
    expect((await postRun({ seed: 2 })).json()).toMatchObject({ id: 3 });
  });

  it.each(['', 'two words', 'ключ', 'k'.repeat(256)])('must be visible ASCII: %j', async (key) => {
    const response = await postRun({}, { 'idempotency-key': key });
    expect(response.statusCode).toBe(422);
    expect(response.json<ProblemDetails>().errors).toMatchObject([
      { path: 'idempotency-key', message: expect.stringMatching(/^must be 1 to 255 visible ASCII characters, got "/) },
    ]);
  });
});

describe('many requests with one key', () => {
  it('at once create one thing; those that come during the first may try again', async () => {
    await app.listen({ port: 0, host: '127.0.0.1' });
    const { payload, contentType } = multipart([csvPart(`a\n${'1\n'.repeat(2_000)}`)]);
    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => {
        for (;;) {
          const response = await fetch(
            `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/upload/dataset`,
            {
              method: 'POST',
              body: payload,
              headers: { 'content-type': contentType, ...KEY },
            },
          );
          const body = await response.json();
          if (response.status !== 409) return [response.status, body];
          expect(body).toMatchObject({ code: 'request_in_progress' });
          expect(response.headers.get('retry-after')).toBe('1');
        }
      }),
    );
    expect(answers).toEqual(Array(20).fill([201, answers[0][1]]));
    expect(await totalOf('/datasets')).toBe(1);
    expect(storedFiles(folder)).toHaveLength(1);
  });

  it('are refused while the first is still being sent', async () => {
    await app.listen({ port: 0, host: '127.0.0.1' });
    const { payload, contentType } = multipart([csvPart(LARGE_CSV)]);
    const slow = httpRequest({
      port: (app.server.address() as AddressInfo).port,
      host: '127.0.0.1',
      method: 'POST',
      path: '/upload/dataset',
      headers: { 'content-type': contentType, 'content-length': payload.length, ...KEY },
    });
    slow.write(payload.subarray(0, payload.length - 10));
    await vi.waitFor(() => expect(storedFiles(folder)).toHaveLength(1));
    const during = await upload(app, '/upload/dataset', [csvPart(LARGE_CSV)], KEY);
    expect([during.statusCode, during.json<ProblemDetails>().code]).toEqual([409, 'request_in_progress']);
    expect(during.headers['retry-after']).toBe('1');
    const answered = new Promise((resolve) => slow.once('response', ({ statusCode }) => resolve(statusCode)));
    slow.end(payload.subarray(payload.length - 10));
    expect(await answered).toBe(201);
    expect(await totalOf('/datasets')).toBe(1);
  });
});
