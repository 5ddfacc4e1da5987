import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type ClientOptions, createHttpClient } from '../../src/clients/http.js';
import { createCollectorClient, createMlClient, createStorageClient } from '../../src/clients/index.js';
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

it('a start that is answered with a page is no run', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html></html>');
  });
  const ml = createMlClient({ url, timeoutMs: 5_000, inferTimeoutMs: 5_000 });
  onTestFinished(() => void ml.close().catch(() => undefined));
  const started = ml.train({ dataset_id: 1, model_type: 'KNN' }, { waitS: 0, key: undefined, fingerprint: '' });
  expect(await problemOf(started)).toMatchObject({ code: 'dependency_failed', status: 502 });
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
    const errors = [{ path: '/target', message: 'must be a column' }];
    const dependents = [{ kind: 'model', id: 3, name: 'm' }];
    const url = await serve((_request, response) =>
      response
        .writeHead(409, { 'content-type': 'application/problem+json', 'retry-after': '7' })
        .end(details({ status: 409, code: 'has_dependents', errors, dependents })),
    );
    const problem = await problemOf(clientOf(url).json({ path: '/' }));
    expect(problem).toMatchObject({ code: 'has_dependents', status: 409, detail: 'There is no dataset 7.' });
    expect(problem.extras).toMatchObject({ errors, dependents, headers: { 'retry-after': '7' } });
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

  it('is tried once more for a GET', async () => {
    const once = await breaking(1);
    expect(await clientOf(once.url).json({ path: '/' })).toBe(2);
    const reset = await breaking(1, 'resetAndDestroy');
    expect(await clientOf(reset.url).json({ path: '/' })).toBe(2);
    const twice = await breaking(2);
    expect((await problemOf(clientOf(twice.url).json({ path: '/' }))).code).toBe('dependency_failed');
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
