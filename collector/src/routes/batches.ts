import { Batch, BatchQuery, Problem } from '@ml-microservices/shared/contracts';
import { type App, problemResponses } from '@ml-microservices/shared/service';
import accepts from 'accepts';
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { createBatches } from '../source/batch.js';
import { accessOf } from './access.js';
import type { Services } from './services.js';

const JSON_TYPE = 'application/json';
const CSV_TYPE = 'text/csv';

/** Not inferred into the handler's type: a batch is sent as the bytes that its rows already are. */
const response: Readonly<Record<number, object>> = {
  200: {
    description: 'The rows, as JSON or, where the client prefers it, as CSV by RFC 4180',
    content: {
      [JSON_TYPE]: { schema: Batch },
      [CSV_TYPE]: { schema: Type.String({ examples: ['Sex,Age\r\nmale,22\r\n'] }) },
    },
  },
  ...problemResponses('not_acceptable', 'storage_full'),
};

export function batchRoutes(app: App, { config, source, cursor, journal }: Services): void {
  const batchOf = createBatches(source);
  app.get(
    '/batch',
    {
      // A HEAD request would move the cursor past rows that nobody sees.
      exposeHeadRoute: false,
      schema: {
        tags: ['source'],
        summary: 'Rows of the source: from an offset, else from where the last such call ended',
        querystring: BatchQuery,
        response,
      },
    },
    // Synchronous from reading the cursor to moving it, so no two calls are given the same rows.
    (request, reply) => {
      const { size = config.data.default_batch_size, offset } = request.query;
      const type = typeOf(request);
      const batch = batchOf({ offset: offset ?? cursor.offset, size, isCsv: type === CSV_TYPE });
      journal.append(accessOf(request, reply, { offset: batch.offset, size, rows: batch.rows }));
      if (offset === undefined) cursor.moveTo(batch.offset + batch.rows);
      return reply
        .headers({ 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store', vary: 'accept' })
        .send(batch.body);
    },
  );
}

function typeOf(request: FastifyRequest): string {
  const { accept } = request.headers;
  if (accept === undefined || accept === '*/*') return JSON_TYPE;
  const type = accepts(request.raw).type([JSON_TYPE, CSV_TYPE]);
  if (typeof type === 'string') return type;
  throw new Problem('not_acceptable', `A batch is ${JSON_TYPE} or ${CSV_TYPE}, not ${accept}.`);
}
