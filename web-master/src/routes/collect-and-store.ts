import type { StorageClient } from '@ml-microservices/shared/clients';
import { CollectRequest, CollectResult, type Dataset } from '@ml-microservices/shared/contracts';
import { type App, dependencyProblems, problemResponses, repeatOf } from '@ml-microservices/shared/service';
import { collectAndStore, resultOf } from '../scenarios/collect-and-store.js';
import { createSourceCatalog } from '../scenarios/source-catalog.js';
import type { Services } from '../services.js';
import { createOnce } from './once.js';

export function collectAndStoreRoute(app: App, services: Services): void {
  const needs = { ...services, sourceOf: createSourceCatalog(services.collector) };
  const once = createOnce((key) => earlierResult(key, services.storage));
  const schema = {
    tags: ['scenarios'],
    summary: 'Collect a batch, prepare it and store it as a dataset',
    takes: ['Idempotency-Key'] as const,
    body: CollectRequest,
    response: { 201: CollectResult, ...problemResponses('conflict'), ...dependencyProblems },
  };
  app.post('/scenarios/collect-and-store', { schema }, async (request, reply) => {
    const repeat = repeatOf(request);
    const { body, replayed } = await once(repeat, () => collectAndStore(request.body, repeat, needs));
    if (replayed) reply.header('idempotency-replayed', 'true');
    return reply.code(201).send(body);
  });
}

/** The dataset that an earlier request made, as storage answered it. */
async function earlierResult(key: string, storage: StorageClient) {
  const stored = await storage.answerTo(key);
  return stored && { fingerprint: stored.fingerprint, body: resultOf(stored.body as Dataset) };
}
