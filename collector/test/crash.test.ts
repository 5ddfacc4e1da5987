import { join } from 'node:path';
import type { Access, Batch, Page, SourceInfo } from '@ml-microservices/shared/contracts';
import { request } from 'undici';
import { expect, it } from 'vitest';
import { temporaryFolder } from './build.js';
import { failedStart, startService } from './process.js';

const CLIENTS = 8;
const ROUNDS = process.env.SOAK ? 8 : 3;

async function get<T>(url: string): Promise<T> {
  const { statusCode, body } = await request(url);
  if (statusCode !== 200) throw new Error(`status ${statusCode}`);
  return (await body.json()) as T;
}

it(
  'gives no row twice and keeps every answered line when it is killed in the middle of its work',
  async () => {
    const state = join(temporaryFolder(), 'state');
    const answered: Batch[] = [];

    for (let round = 0; round < ROUNDS; round++) {
      const service = await startService({ STATE__PATH: state });
      const wanted = answered.length + 50;
      const client = async () => {
        try {
          for (;;) {
            answered.push(await get<Batch>(`${service.url}/batch?size=1`));
            if (answered.length === wanted) await service.kill();
          }
        } catch {
          // The service is gone.
        }
      };
      await Promise.all(Array.from({ length: CLIENTS }, client));
    }

    const service = await startService({ STATE__PATH: state });
    const offsets = answered.map(({ offset }) => offset).sort((a, b) => a - b);
    expect(offsets.length).toBeGreaterThanOrEqual(50 * ROUNDS);
    expect(new Set(offsets).size).toBe(offsets.length);
    const { cursor } = await get<SourceInfo>(`${service.url}/info`);
    expect(cursor).toBeGreaterThan(offsets[offsets.length - 1]);

    const { items } = await get<Page<Access>>(`${service.url}/accesses?limit=500`);
    const journaled = items.flatMap(({ endpoint, offset }) => (endpoint === 'GET /batch' ? [offset] : []));
    // A crash between the two writes journals a batch that nobody got: its row is given, and journaled, after it.
    expect(journaled.length - new Set(journaled).size).toBeLessThanOrEqual(ROUNDS);
    expect(journaled).toEqual(expect.arrayContaining(offsets));
    // What was written but not answered was in flight: no more than one call a client and crash.
    expect(cursor - offsets.length).toBeLessThanOrEqual(CLIENTS * ROUNDS);
  },
  40_000 * ROUNDS,
);

it('ends on SIGTERM with code 0, its cursor where it was', async () => {
  const state = join(temporaryFolder(), 'state');
  const service = await startService({ STATE__PATH: state });
  await get(`${service.url}/batch?size=10`);
  const ended = new Promise((resolve) => service.process.once('exit', resolve));
  service.process.kill('SIGTERM');
  expect(await ended).toBe(0);
  const again = await startService({ STATE__PATH: state });
  expect((await get<SourceInfo>(`${again.url}/info`)).cursor).toBe(10);
});

it('tells a failed start in one line', async () => {
  const state = join(temporaryFolder(), 'state');
  const { code, stderr } = await failedStart({ STATE__PATH: state, DATA__SOURCE_PATH: 'config.yaml' });
  expect(code).toBe(1);
  expect(stderr).toMatch(/^config\.yaml has the sha256 [^\n]+\n$/);
});
