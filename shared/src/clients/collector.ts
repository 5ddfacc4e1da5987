import type { Batch, BatchQuery, CursorReset, SourceInfo } from '../contracts/index.js';
import { type ClientOptions, createHttpClient } from './http.js';

/** A typed client of the collector. */
export function createCollectorClient(options: ClientOptions) {
  const http = createHttpClient('collector', options);
  return {
    batch: (query: BatchQuery) => http.json<Batch>({ path: '/batch', query }),
    info: () => http.json<SourceInfo>({ path: '/info' }),
    reset: () => http.json<CursorReset>({ method: 'POST', path: '/reset' }),
    close: () => http.close(),
  };
}

export type CollectorClient = ReturnType<typeof createCollectorClient>;
