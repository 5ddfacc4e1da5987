import { Problem, StoredAnswer } from '@ml-microservices/shared/contracts';
import { type App, problemResponses } from '@ml-microservices/shared/service';
import Type from 'typebox';
import type { Services } from './services.js';

const Params = Type.Object({ key: Type.String({ minLength: 1, maxLength: 255 }) });

/** For services that repeat a request of several steps: what the first one was answered. */
export function idempotencyKeyRoutes(app: App, { repositories: { idempotency } }: Services): void {
  const schema = {
    tags: ['idempotency keys'],
    summary: 'The answer to a key',
    params: Params,
    response: { 200: StoredAnswer, ...problemResponses('not_found') },
  };
  app.get('/idempotency-keys/:key', { schema }, ({ params: { key } }) => {
    const stored = idempotency.find(key);
    if (!stored) throw new Problem('not_found', `The Idempotency-Key "${key}" was not used yet.`);
    const { fingerprint, status, body } = stored;
    return { key, fingerprint, status, body };
  });
}
