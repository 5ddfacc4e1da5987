import type { AuthSettings } from './access/settings.js';
import { currentRequest, type RequestContext } from './request-context.js';

export type CallHeaders = Readonly<Record<string, string | undefined>>;

/**
 * The headers of a call to another service, read anew for each: the request that it is made for, who asked, and the
 * token by which services know each other. The service asks on its own account, whatever the role of who asked: what is
 * done with the answer was decided here.
 */
export function callHeaders(auth: AuthSettings): () => CallHeaders {
  const authorization = tokenHeader(auth);
  return () => {
    const request = currentRequest();
    return { ...(request && contextHeaders(request)), authorization };
  };
}

/** The headers that tell another service which request it works for, and who asked. */
export function contextHeaders({ id, trace, caller }: RequestContext): CallHeaders {
  const { traceparent, tracestate } = trace;
  return { 'x-request-id': id, traceparent, tracestate, 'x-caller-name': caller?.name };
}

/** Sent where keys are asked for alone: without them a caller who is nobody would get a service's rights elsewhere. */
export function tokenHeader({ mode, service_token }: AuthSettings): string | undefined {
  return mode === 'api_key' ? `Bearer ${service_token}` : undefined;
}
