import type { ProblemDetails } from '@ml-microservices/shared/contracts';
import { describe, expect, it } from 'vitest';
import { build } from '../build.js';

describe('POST /reset', () => {
  it('puts the cursor back to the first row and tells where it was', async () => {
    const app = await build();
    await app.inject('/batch?size=30');
    const response = await app.inject({ method: 'POST', url: '/reset' });
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({ offset: 0, previous_offset: 30 });
    expect((await app.inject('/batch?size=1')).json()).toMatchObject({ offset: 0 });
  });

  it.each([{ payload: {} }, { headers: { 'content-type': 'application/json' } }])(
    'takes an empty object, or nothing, as a body: %j',
    async (request) => {
      const app = await build();
      const response = await app.inject({ method: 'POST', url: '/reset', ...request });
      expect(response.json()).toEqual({ offset: 0, previous_offset: 0 });
    },
  );

  it.each([
    [{ payload: { offset: 50 } }, 422],
    [{ payload: [] }, 422],
    [{ query: { offset: '50' } }, 422],
    [{ payload: '{"offset"', headers: { 'content-type': 'application/json' } }, 400],
    [{ payload: 'offset=50', headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415],
  ])('refuses what it would not do: %j', async (request, status) => {
    const app = await build();
    await app.inject('/batch?size=30');
    const response = await app.inject({ method: 'POST', url: '/reset', ...request });
    expect(response.statusCode).toBe(status);
    expect(response.json<ProblemDetails>().status).toBe(status);
    expect((await app.inject('/info')).json()).toMatchObject({ cursor: 30 });
  });

  it('is not done by GET', async () => {
    const response = await (await build()).inject('/reset');
    expect([response.statusCode, response.headers.allow]).toEqual([405, 'POST']);
  });
});
