import { join } from 'node:path';
import type { Model, Page } from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ServiceProcess } from '../../scripts/service-process.mjs';
import { call } from '../client.js';
import { createGate } from '../gate.js';
import { freePorts } from '../ports.js';
import { type Services, startServices } from '../services.js';
import { settingsOf } from '../settings.js';
import { ask, forest, isEnded, isFitting, runOf, storeStripes, untilRun } from './trainings.js';

const gates = { first: createGate(), other: createGate() };
let services: Services;
let other: ServiceProcess | undefined;
beforeAll(async () => {
  services = await startServices(gates.first.settings, ['storage', 'ml_service']);
});
afterAll(async () => {
  await other?.stop();
  await services.close();
});

it('C7: what a frozen service trained is refused when another has taken its run over, and trains it still', async () => {
  const { urls, folder } = services;
  gates.first.shut();
  gates.other.shut();
  const { body } = await ask(urls, forest(await storeStripes(urls), 50));
  await untilRun(urls, body.run_id, isFitting);
  process.kill(services.pid('ml_service'), 'SIGSTOP');
  gates.first.open();

  const [port] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...settingsOf('ml_service', { ...urls, ml_service: url }, join(folder, 'other')),
    ...gates.other.settings,
  };
  other = new ServiceProcess('ml_service', { PATH: process.env.PATH, ...env });
  await other.healthy(url, 60_000);
  await untilRun(urls, body.run_id, (run) => run.attempt === 2 && isFitting(run));

  process.kill(services.pid('ml_service'), 'SIGCONT');
  // The first one has done all that it had to say about the run once it trains another.
  const next = await ask(urls, forest(1, 5));
  const trained = await untilRun(urls, next.body.run_id, isEnded);
  expect(trained).toMatchObject({ status: 'completed' });
  expect(await runOf(urls, body.run_id)).toMatchObject({ status: 'running', attempt: 2, model_id: null });

  gates.other.open();
  const ended = await untilRun(urls, body.run_id, isEnded);
  expect(ended).toMatchObject({ status: 'completed', attempt: 2 });
  const models = (await call<Page<Model>>(`${urls.storage}/models`)).body.items;
  expect(models.map(({ id }) => id)).toEqual([ended.model_id, trained.model_id]);
});
