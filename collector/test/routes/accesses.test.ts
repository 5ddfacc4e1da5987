import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Access, Page, ProblemDetails } from '@ml-microservices/shared/contracts';
import type { App } from '@ml-microservices/shared/service';
import { describe, expect, it } from 'vitest';
import { build, temporaryFolder } from '../build.js';

async function accesses(app: App, query = ''): Promise<Page<Access>> {
  const response = await app.inject(`/accesses${query}`);
  expect(response.statusCode).toBe(200);
  return response.json<Page<Access>>();
}

const offsets = ({ items }: Page<Access>) => items.map(({ offset }) => offset);

describe('GET /accesses', () => {
  it('lists what was answered with its figures, the newest first', async () => {
    const app = await build();
    await app.inject({ url: '/batch?size=5&offset=889', headers: { 'x-request-id': 'caller-1' } });
    await app.inject('/info');
    await app.inject({ method: 'POST', url: '/reset' });
    const { items, ...page } = await accesses(app);
    expect(page).toEqual({ total: 3, limit: 50, offset: 0 });
    expect(items).toMatchObject([
      { endpoint: 'POST /reset', offset: 0, size: null, rows: null },
      { endpoint: 'GET /info', offset: null, size: null, rows: null },
      { endpoint: 'GET /batch', request_id: 'caller-1', client: '127.0.0.1', offset: 889, size: 5, rows: 2 },
    ]);
    expect(new Date(items[2].time).toISOString()).toBe(items[2].time);
    expect(items[2].duration_ms).toBeGreaterThan(0);
  });

  it('has no line for what was refused, nor for itself and the probes', async () => {
    const app = await build();
    for (const url of ['/batch?size=0', '/info?x=1', '/accesses', '/health', '/metrics', '/nothing']) {
      await app.inject(url);
    }
    expect((await accesses(app)).total).toBe(0);
  });

  it('pages in both orders', async () => {
    const app = await build();
    for (let offset = 0; offset < 5; offset++) await app.inject(`/batch?size=1&offset=${offset}`);
    expect(offsets(await accesses(app, '?limit=2'))).toEqual([4, 3]);
    expect(offsets(await accesses(app, '?limit=2&offset=2'))).toEqual([2, 1]);
    expect(offsets(await accesses(app, '?limit=2&offset=4'))).toEqual([0]);
    expect(offsets(await accesses(app, '?limit=3&sort=time'))).toEqual([0, 1, 2]);
    expect(offsets(await accesses(app, '?limit=3&offset=3&sort=time'))).toEqual([3, 4]);
    expect(await accesses(app, '?offset=100')).toEqual({ items: [], total: 5, limit: 50, offset: 100 });
  });

  it.each(['limit=0', 'limit=501', 'limit=x', 'offset=-1', 'sort=client', 'sort=time;drop', 'client=1'])(
    'refuses %s',
    async (query) => {
      const response = await (await build()).inject(`/accesses?${query}`);
      expect(response.statusCode).toBe(422);
      expect(response.json<ProblemDetails>().errors).toHaveLength(1);
    },
  );

  it('is still there after a restart', async () => {
    const state = join(temporaryFolder(), 'state');
    const first = await build({ STATE__PATH: state });
    await first.inject('/batch?offset=1');
    await first.close();
    const second = await build({ STATE__PATH: state });
    await second.inject('/batch?offset=2');
    expect(offsets(await accesses(second))).toEqual([2, 1]);
  });
});

describe('GET /health', () => {
  it('is well with a source and a journal, and names what is lost', async () => {
    const state = join(temporaryFolder(), 'state');
    const app = await build({ STATE__PATH: state });
    const names = (await app.inject('/health')).json().checks.map(({ name }: { name: string }) => name);
    expect(names).toEqual(['source', 'journal']);
    rmSync(state, { recursive: true });
    const response = await app.inject('/health/ready');
    expect(response.statusCode).toBe(503);
    expect(response.json().checks).toMatchObject([
      { name: 'source', status: 'healthy' },
      { name: 'journal', status: 'unhealthy', detail: 'the journal cannot be written (ENOENT)' },
    ]);
  });
});
