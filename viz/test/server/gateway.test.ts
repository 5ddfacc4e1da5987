import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openViz } from './client.js';

/** A server in the place of web-master that answers with what it was asked. */
async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('the gateway', () => {
  it.each([
    ['/api/scenarios/report/3', '/scenarios/report/3'],
    ['/api/progress/7', '/progress/7'],
    ['/api/health', '/health'],
    ['/api/storage/datasets?limit=1', '/api/storage/datasets?limit=1'],
    ['/api/ml/model-types', '/api/ml/model-types'],
    ['/api/collector/info', '/api/collector/info'],
  ])('passes %s on as %s', async (url, asked) => {
    const upstream = await listen((request, response) => response.end(request.url));
    const response = await (await openViz(upstream)).inject(url);
    expect(response.statusCode).toBe(200);
    expect(response.body).toBe(asked);
  });

  it('keeps the status, the headers and the request id of the answer', async () => {
    const upstream = await listen((request, response) => {
      response.writeHead(422, { 'content-type': 'application/problem+json', etag: '"a"' });
      response.end(JSON.stringify({ id: request.headers['x-request-id'] }));
    });
    const response = await (await openViz(upstream)).inject({
      url: '/api/storage/datasets',
      headers: { 'x-request-id': 'from-the-browser' },
    });
    expect(response.statusCode).toBe(422);
    expect(response.headers.etag).toBe('"a"');
    expect(response.headers['x-request-id']).toBe('from-the-browser');
    expect(response.json()).toEqual({ id: 'from-the-browser' });
  });

  it('says that web-master is not reachable, and not where it was looked for', async () => {
    const response = await (await openViz()).inject('/api/health');
    expect(response.statusCode).toBe(503);
    expect(response.json()).toMatchObject({ code: 'dependency_unavailable', detail: 'web_master is not reachable.' });
    expect(response.body).not.toContain('127.0.0.1');
  });

  it('knows no other path below /api', async () => {
    const response = await (await openViz()).inject('/api/nothing');
    expect(response.statusCode).toBe(404);
    expect(response.json()).toMatchObject({ code: 'not_found' });
  });
});

it('is ready only while web-master is', async () => {
  const upstream = await listen((_request, response) => response.end('{}'));
  expect((await (await openViz(upstream)).inject('/health/ready')).statusCode).toBe(200);
  const alone = await openViz();
  expect((await alone.inject('/health/ready')).statusCode).toBe(503);
  expect((await alone.inject('/health/live')).statusCode).toBe(200);
});
