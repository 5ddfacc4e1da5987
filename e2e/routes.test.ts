import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { ProblemDetails } from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SERVICES } from '../scripts/services.mjs';
import { call } from './client.js';
import { type Services, startServices } from './services.js';

let services: Services;

beforeAll(async () => {
  services = await startServices();
});
afterAll(() => services.close());

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses: object }>>>>;
}
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

describe.each([...SERVICES.keys()])('%s', (name) => {
  it('answers each of its paths with 405 and Allow where the method is another', async () => {
    const url = services.urls[name];
    const { body } = await call<OpenApi>(`${url}/openapi.json`);
    const paths = Object.entries(body.paths);
    expect(paths.length).toBeGreaterThan(3);
    for (const [path, operations] of paths) {
      const known = Object.keys(operations).map((verb) => verb.toUpperCase());
      for (const method of METHODS.filter((verb) => !known.includes(verb))) {
        const { status, headers } = await call(`${url}${path.replaceAll(/\{\w+\}/g, '1')}`, { method });
        expect(status, `${method} ${path}`).toBe(405);
        expect(headers.get('allow')?.split(', ')).toEqual(expect.arrayContaining(known));
      }
    }
  });

  it('knows no other path', async () => {
    const { status, body } = await call<ProblemDetails>(`${services.urls[name]}/api/nothing`);
    expect([status, body.code]).toEqual([404, 'not_found']);
  });
});

it('describes the events of a run at the door as the service does that tells them', async () => {
  const statuses = async (name: 'ml_service' | 'web_master') => {
    const { body } = await call<OpenApi>(`${services.urls[name]}/openapi.json`);
    return Object.keys(body.paths['/progress/{run_id}'].get.responses);
  };
  expect(await statuses('web_master')).toEqual(await statuses('ml_service'));
});

/** The status of a path that is sent as it is; fetch would resolve its dots. */
async function statusOf(url: string, path: string): Promise<number | undefined> {
  const [response] = (await once(get(url, { path }), 'response')) as [IncomingMessage];
  response.resume();
  return response.statusCode;
}

it.each(['../../health', '..%2f..%2fhealth', '%2e%2e/%2e%2e/health', '..%252f..%252fhealth', '%00'])(
  'a routed path does not leave its service: %s',
  async (path) => {
    expect([400, 404]).toContain(await statusOf(services.urls.web_master, `/api/storage/${path}`));
  },
);
