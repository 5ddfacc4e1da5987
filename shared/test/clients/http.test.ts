import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type ClientOptions, createHttpClient } from '../../src/clients/http.js';
import {
  createCollectorClient,
  createMlClient,
  createStorageClient,
  type StorageClient,
} from '../../src/clients/index.js';
import { Problem } from '../../src/contracts/index.js';

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  onTestFinished(() => server.closeAllConnections());
  return listen(server);
}

function clientOf(url: string, options: Partial<ClientOptions> = {}) {
  const client = createHttpClient('storage', { url, ...options });
  onTestFinished(() => void client.close().catch(() => undefined));
  return client;
}

async function problemOf(answer: Promise<unknown>): Promise<Problem> {
  const error: unknown = await answer.then(
    () => undefined,
    (thrown) => thrown,
  );
  if (!(error instanceof Problem)) throw new Error(`a problem was expected, got ${error}`);
  expect(error.detail).not.toMatch(/127\.0\.0\.1|localhost|:\d{4}/);
  return error;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe('a call', () => {
  it('sends method, query, headers and JSON, and reads the answer', async () => {
    const url = await serve(async (request, response) => {
      const { method, headers } = request;
      const body = await bodyOf(request);
      response.end(JSON.stringify({ method, url: request.url, type: headers['content-type'], key: headers.key, body }));
    });
    const answer = await clientOf(url).json({
      method: 'POST',
      path: '/things',
      query: { limit: 5, name: 'a&b', unset: undefined },
      json: { n: 1 },
      headers: { key: 'k', other: undefined },
    });
    expect(answer).toEqual({
      method: 'POST',
      url: '/things?limit=5&name=a%26b',
      type: 'application/json',
      key: 'k',
      body: '{"n":1}',
    });
  });

  it('passes on the id of the request that it is made for', async () => {
    const url = await serve((request, response) =>
      response.end(JSON.stringify(request.headers['x-request-id'] ?? null)),
    );
    expect(await clientOf(url, { headers: () => ({ 'x-request-id': 'trace-1' }) }).json({ path: '/' })).toBe('trace-1');
    expect(await clientOf(url, { headers: () => ({ 'x-request-id': undefined }) }).json({ path: '/' })).toBeNull();
  });
});

describe('a service that fails', () => {
  it('is unavailable where nobody listens', async () => {
    const server = createTcpServer();
    const url = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    const problem = await problemOf(clientOf(url).json({ path: '/' }));
    expect(problem).toMatchObject({ code: 'dependency_unavailable', status: 503, detail: 'storage is not reachable.' });
    expect(problem.extras.headers).toEqual({ 'retry-after': '1' });
  });

  it('is late where it never answers', async () => {
    const url = await serve(() => undefined);
    const problem = await problemOf(clientOf(url, { timeoutMs: 100 }).json({ path: '/' }));
    expect(problem).toMatchObject({ code: 'dependency_timeout', status: 504 });
    const sooner = await problemOf(clientOf(url).json({ path: '/', timeoutMs: 100 }));
    expect(sooner.detail).toBe('storage did not answer in time.');
  });

  it('is late where its body stops half way', async () => {
    const url = await serve((_request, response) => void response.write('{"a":'));
    const problem = await problemOf(clientOf(url, { timeoutMs: 100 }).json({ path: '/' }));
    expect(problem.code).toBe('dependency_timeout');
  });

  it.each<[string, RequestListener]>([
    ['breaks off in its body', (_request, response) => void response.write('{"a":', () => response.destroy())],
    ['breaks off before its headers', (request) => void request.socket.destroy()],
    ['resets the connection', (request) => void request.socket.resetAndDestroy()],
    ['speaks another protocol', (request) => void request.socket.end('220 ready\r\n')],
    [
      'breaks off in what it says of a failure',
      (_request, response) => {
        response.writeHead(500, { 'content-length': 100 });
        response.write('{}', () => response.destroy());
      },
    ],
    ['sends what is no JSON', (_request, response) => void response.end('<html>')],
    [
      'sends less than it announced',
      (_request, response) => {
        response.writeHead(200, { 'content-length': 100 });
        response.write('{}', () => response.destroy());
      },
    ],
  ])('has failed where it %s', async (_name, listener) => {
    const problem = await problemOf(clientOf(await serve(listener)).json({ path: '/' }));
    expect(problem).toMatchObject({ code: 'dependency_failed', status: 502, detail: 'storage broke off its answer.' });
  });

  it.each([
    [500, '{"code":"internal_error","detail":"secret at /etc"}'],
    [500, 'Error: at /srv/storage.js:12'],
    [404, '<html>nginx</html>'],
    [418, '{"message":"teapot","code":7}'],
    [422, '{"code":"made_up","detail":"secret"}'],
    [404, '{"code":"not_found"}'],
    [400, ''],
    [302, ''],
  ])('with status %i and the body %s tells nothing of it', async (status, body) => {
    const url = await serve((_request, response) => response.writeHead(status).end(body));
    const problem = await problemOf(clientOf(url).json({ path: '/' }));
    expect(problem).toMatchObject({
      code: 'dependency_failed',
      status: 502,
      detail: `storage failed (status ${status}).`,
    });
  });
});

describe('ml-service', () => {
  const json = { 'content-type': 'application/json' };
  const training = { dataset_id: 1, model_type: 'KNN' } as const;
  const at = (waitS: number) => ({ waitS, key: undefined, fingerprint: '' });
  function mlOf(url: string, timeouts = { timeoutMs: 5_000, inferTimeoutMs: 5_000 }) {
    const ml = createMlClient({ url, ...timeouts });
    onTestFinished(() => void ml.close().catch(() => undefined));
    return ml;
  }

  it('has not started a run where it answers with a page, which holds no connection', async () => {
    const page = `<html>${'<br>'.repeat(25_000)}</html>`;
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end(page);
    });
    let connections = 0;
    server.on('connection', () => connections++);
    const ml = mlOf(await listen(server));
    for (let n = 0; n < 5; n++) {
      expect(await problemOf(ml.train(training, at(0)))).toMatchObject({ code: 'dependency_failed', status: 502 });
    }
    expect(connections).toBeLessThan(5);
  });

  it('has failed where it breaks off a run', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, json).write('{"id":', () => response.destroy());
    });
    expect((await problemOf(mlOf(url).train(training, at(0)))).code).toBe('dependency_failed');
  });

  type Ml = ReturnType<typeof mlOf>;
  it.each<[string, (ml: Ml) => Promise<unknown>]>([
    ['a run is waited for, and its acceptance', (ml) => ml.train(training, at(60))],
    ['an inference may take to be accepted', (ml) => ml.infer({ model_id: 1, data: '' }, at(0))],
    ['an evaluation may take', (ml) => ml.evaluation(1)],
  ])('is given as long as %s', async (_what, call) => {
    const held = new EventEmitter();
    const url = await serve((request, response) => {
      if (held.emit('held', response)) return;
      request.resume();
    });
    const ml = mlOf(url, { timeoutMs: 100, inferTimeoutMs: 60_000 });
    const isHeld = once(held, 'held') as Promise<[ServerResponse]>;
    const patient = call(ml);
    const [response] = await isHeld;
    // What is asked later and given less time has come to its end.
    expect((await problemOf(ml.train(training, at(0)))).code).toBe('dependency_timeout');
    response.writeHead(200, json).end('{}');
    await patient;
  });
});

describe('storage', () => {
  it.each<[string, (storage: StorageClient) => Promise<unknown>]>([
    ['an evaluation', (storage) => storage.evaluation(1)],
    ['an earlier answer', (storage) => storage.answerTo('key')],
  ])('that cannot look for %s does not have none', async (_what, find) => {
    const url = await serve((_request, response) => response.writeHead(500).end());
    const storage = createStorageClient({ url });
    onTestFinished(() => void storage.close().catch(() => undefined));
    expect((await problemOf(find(storage))).code).toBe('dependency_failed');
  });
});

it('an upload whose bytes cannot be made fails with what kept them from it, and the service is not blamed', async () => {
  const url = await serve((request) => void request.resume());
  const storage = createStorageClient({ url });
  onTestFinished(() => void storage.close().catch(() => undefined));
  const fault = new Error('a thread ended');
  async function* chunks() {
    yield 'a,b\n';
    throw fault;
  }
  await expect(storage.uploadFile({ name: 'a.csv', mediaType: 'text/csv', chunks: chunks() })).rejects.toBe(fault);
});

describe('a problem of the service', () => {
  const details = (more: object) =>
    JSON.stringify({ type: 't', title: 't', request_id: 'r', detail: 'There is no dataset 7.', ...more });

  it('about the input or the state is passed on whole', async () => {
    const whole = {
      errors: [{ path: '/target', message: 'must be a column' }],
      dependents: [{ kind: 'model', id: 3, name: 'm' }],
      reason: 'in_use',
      values: { count: 1 },
    };
    const url = await serve((_request, response) =>
      response
        .writeHead(409, { 'content-type': 'application/problem+json', 'retry-after': '7' })
        .end(details({ status: 409, code: 'has_dependents', ...whole })),
    );
    const problem = await problemOf(clientOf(url).json({ path: '/' }));
    expect(problem).toMatchObject({ code: 'has_dependents', status: 409, detail: 'There is no dataset 7.' });
    expect(problem.extras).toMatchObject({ ...whole, headers: { 'retry-after': '7' } });
  });

  it('about what it needs itself is passed on too', async () => {
    const url = await serve((_request, response) =>
      response.writeHead(507).end(details({ status: 507, code: 'storage_full' })),
    );
    expect(await problemOf(clientOf(url).json({ path: '/' }))).toMatchObject({ code: 'storage_full', status: 507 });
  });
});

describe('a connection that breaks', () => {
  const breaking = async (breaks: number, how: 'destroy' | 'resetAndDestroy' = 'destroy') => {
    let calls = 0;
    const url = await serve((request, response) => {
      if (++calls > breaks) response.end(String(calls));
      else request.socket[how]();
    });
    return { url, calls: () => calls };
  };

  it.each(['GET', 'PUT'] as const)('is tried once more for a %s', async (method) => {
    const once = await breaking(1);
    expect(await clientOf(once.url).json({ method, path: '/' })).toBe(2);
    const reset = await breaking(1, 'resetAndDestroy');
    expect(await clientOf(reset.url).json({ method, path: '/' })).toBe(2);
    const twice = await breaking(2);
    expect((await problemOf(clientOf(twice.url).json({ method, path: '/' }))).code).toBe('dependency_failed');
    expect(twice.calls()).toBe(2);
  });

  it('is not tried again for what may have been done', async () => {
    for (const method of ['POST', 'PATCH', 'DELETE'] as const) {
      const { url, calls } = await breaking(1);
      expect((await problemOf(clientOf(url).json({ method, path: '/' }))).code).toBe('dependency_failed');
      expect(calls()).toBe(1);
    }
  });

  it('is not tried again for a batch by the cursor, which has moved', async () => {
    const { url, calls } = await breaking(1);
    const collector = createCollectorClient({ url });
    onTestFinished(() => collector.close());
    await problemOf(collector.batch({ size: 5 }));
    expect(calls()).toBe(1);
    expect(await collector.batch({ size: 5, offset: 0 })).toBe(2);
  });
});
