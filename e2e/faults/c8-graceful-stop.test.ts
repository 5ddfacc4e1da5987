import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import type { ProgressData } from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { collected, events } from '../client.js';
import { type Services, startServices } from '../services.js';
import { csvOf, filesIn, LARGE_ROWS } from './stored.js';
import { askEndless, isFitting, runOf, untilRun } from './trainings.js';

let services: Services;
beforeAll(async () => {
  services = await startServices({}, ['storage', 'collector', 'ml_service', 'web_master']);
});
afterAll(() => services.close());

const terminate = (name: 'storage' | 'ml_service' | 'web_master') => process.kill(services.pid(name), 'SIGTERM');

it('C8: a stop ends open streams, puts the run that trains back, and ends with code 0', async () => {
  const { urls } = services;
  const { body } = await askEndless(urls);
  await untilRun(urls, body.run_id, isFitting);
  const stream = collected(events<ProgressData>(`${urls.web_master}/progress/${body.run_id}`));
  terminate('ml_service');
  expect(await services.ended('ml_service')).toBe(0);
  const told = await stream;
  expect(told.every(({ event }) => event === 'progress')).toBe(true);
  expect(await runOf(urls, body.run_id)).toMatchObject({ status: 'queued', attempt: 2 });
  await services.start('ml_service');
  const again = collected(events<ProgressData>(`${urls.web_master}/progress/${body.run_id}`));
  await untilRun(urls, body.run_id, isFitting);
  terminate('web_master');
  expect(await services.ended('web_master')).toBe(0);
  const resumed = await again;
  expect(resumed.slice(0, told.length)).toEqual(told);
});

it('C8: an upload that is under way when storage is asked to stop is stored and answered', async () => {
  const csv = csvOf('slow', 2 * LARGE_ROWS);
  const boundary = 'part';
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="slow.csv"\r\n\r\n`;
  const upload = request(`${services.urls.storage}/upload/dataset`, {
    method: 'POST',
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  });
  const answered = once(upload, 'response') as Promise<[IncomingMessage]>;
  upload.write(head + csv.slice(0, csv.length / 2));
  const staging = `${services.folder}/data/storage/files/staging`;
  await expect.poll(() => filesIn(staging).length).toBe(1);
  terminate('storage');
  upload.end(`${csv.slice(csv.length / 2)}\r\n--${boundary}--\r\n`);
  const [response] = await answered;
  response.resume();
  expect(response.statusCode).toBe(201);
  expect(await services.ended('storage')).toBe(0);
});
