import { createHash, randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** What ties the requests of several services together (W3C Trace Context). */
export interface Trace {
  readonly id: string;
  readonly traceparent: string;
  readonly tracestate?: string;
}

const WELL_FORMED = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The caller's trace, passed on as it is, since no spans are recorded here; else one of our own, whose id follows from
 * the request id, so that work which goes on after its request, or after a restart, has the trace of its request.
 */
export function traceOf(requestId: string, headers: IncomingHttpHeaders = {}): Trace {
  const { traceparent, tracestate } = headers;
  const given = typeof traceparent === 'string' ? WELL_FORMED.exec(traceparent) : null;
  if (given) return { id: given[1], traceparent: given[0], ...(typeof tracestate === 'string' && { tracestate }) };
  const id = traceIdOf(requestId);
  return { id, traceparent: `00-${id}-${digitsOf(randomUUID()).slice(16)}-00` };
}

function traceIdOf(requestId: string): string {
  if (UUID.test(requestId)) return digitsOf(requestId);
  return createHash('sha256').update(requestId).digest('hex').slice(0, 32);
}

const digitsOf = (uuid: string) => uuid.replaceAll('-', '');
