import type { Batch, BatchQuery, CursorReset, SourceInfo } from '../contracts/index.js';
import { type ClientOptions, createHttpClient } from './http.js';

/** A typed client of the collector. */
export function createCollectorClient(options: ClientOptions) {
  const http = createHttpClient('collector', options);
  return {
    /** Without an offset a second call would be given the rows after those of the first. */
    batch: (query: BatchQuery) => http.json<Batch>({ path: '/batch', query, isRepeatable: query.offset !== undefined }),
    info: () => http.json<SourceInfo>({ path: '/info' }),
    reset: () => http.json<CursorReset>({ method: 'POST', path: '/reset' }),
    close: () => http.close(),
  };
}

export type CollectorClient = ReturnType<typeof createCollectorClient>;
