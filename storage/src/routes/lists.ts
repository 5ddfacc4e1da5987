import type { Page } from '@ml-microservices/shared/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { Repositories } from '../db/repositories.js';

const MAX_BYTES = 16 * 2 ** 20;

interface Remembered {
  readonly revision: number;
  readonly body: Buffer;
}

export type AnswerList = (request: FastifyRequest, reply: FastifyReply, list: () => Page<unknown>) => void;

/** Lists are asked for over and over by who watches them: while no row changes, the same question has the same answer. */
export function createLists({ revision }: Pick<Repositories, 'revision'>): AnswerList {
  const answers = new LRUCache<string, Remembered>({
    maxSize: MAX_BYTES,
    sizeCalculation: ({ body }, url) => body.length + url.length,
  });
  return ({ url }, reply, list) => {
    const now = revision();
    let answer = answers.get(url);
    if (answer?.revision !== now) {
      answer = { revision: now, body: Buffer.from(JSON.stringify(list())) };
      answers.set(url, answer);
    }
    reply.type('application/json; charset=utf-8').send(answer.body);
  };
}
