import { Problem } from '@ml-microservices/shared/contracts';
import { fingerprintOf, idempotencyKeyOf } from '@ml-microservices/shared/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Repositories } from '../db/repositories.js';

/**
 * Writes and answers in one transaction. `content` tells whether two requests with the same key are the same: it holds
 * all that the client sent.
 */
export type Commit = <T>(content: unknown, write: () => T) => T;
type Work<T> = (commit: Commit) => T | Promise<T>;
export type Once = <T>(request: FastifyRequest, reply: FastifyReply, work: Work<T>) => Promise<T>;

/**
 * Makes a creating request safe to repeat: with the same Idempotency-Key it is answered as the first time, and done
 * once. The answer is remembered in the transaction of its effect. Without a key the request is simply done.
 */
export function createOnce({ idempotency, transaction }: Repositories): Once {
  const inProgress = new Set<string>();

  async function withKey<T>(key: string, request: FastifyRequest, reply: FastifyReply, work: Work<T>): Promise<T> {
    if (inProgress.has(key)) {
      throw new Problem('request_in_progress', `The request with the Idempotency-Key "${key}" is still running.`, {
        headers: { 'retry-after': '1' },
      });
    }
    inProgress.add(key);
    try {
      return await work((content, write) => {
        const fingerprint = fingerprintOf(request, content);
        const stored = idempotency.find(key);
        if (stored === null) {
          return transaction(() => {
            const body = write();
            idempotency.save({ key, fingerprint, status: reply.statusCode, body });
            return body;
          });
        }
        if (stored.fingerprint !== fingerprint) {
          throw new Problem('idempotency_mismatch', `The Idempotency-Key "${key}" was used for another request.`);
        }
        reply.header('idempotency-replayed', 'true');
        return stored.body as ReturnType<typeof write>;
      });
    } finally {
      inProgress.delete(key);
    }
  }

  return async (request, reply, work) => {
    reply.code(201);
    const key = idempotencyKeyOf(request);
    return key === undefined ? work((_content, write) => transaction(write)) : withKey(key, request, reply, work);
  };
}
