import type { IncomingHttpHeaders } from 'node:http';
import httpProxy from '@fastify/http-proxy';
import type { FastifyReply, FastifyRequest, FastifySchema } from 'fastify';
import { Agent } from 'undici';
import { Problem } from '../contracts/index.js';
import type { AuthSettings } from './access/settings.js';
import type { App } from './app.js';
import { contextHeaders, tokenHeader } from './call-headers.js';
import { clientHeaders } from './limits/index.js';
import { passingBody } from './request-body.js';
import type { RequestContext } from './request-context.js';
import { streamRelay } from './stream-relay.js';

export interface ProxiedPath {
  /** Path prefix here. */
  readonly prefix: string;
  /** What stands for the prefix there; empty: the root. */
  readonly to: string;
  /** Routes under the prefix; by default all. */
  readonly routes?: string[];
  /** By default all. */
  readonly methods?: string[];
  /** By default the path is not in the API documents, since the service has its own. */
  readonly schema?: FastifySchema;
}

export interface ProxyOptions {
  /** The service's name, which errors tell. */
  readonly service: string;
  /** Base URL of the service. */
  readonly upstream: string;
  readonly paths: readonly ProxiedPath[];
  readonly auth: AuthSettings;
  /**
   * Longest silence of the service, in milliseconds: before its answer and within it. Must be above the longest wait
   * that it grants and above the time between two heartbeats of a stream.
   */
  readonly silenceTimeoutMs: number;
}

const CONNECT_TIMEOUT_MS = 1_000;

/**
 * Passes paths on to another service: streaming both ways, with that service's status and headers, under the request
 * id of this one. A service that cannot be reached, breaks off or is late is a problem that names it, never its address.
 */
export async function proxyRoutes(app: App, options: ProxyOptions): Promise<void> {
  const { service, upstream, paths, silenceTimeoutMs } = options;
  const agent = new Agent({
    connect: { timeout: CONNECT_TIMEOUT_MS },
    headersTimeout: silenceTimeoutMs,
    bodyTimeout: silenceTimeoutMs,
  });
  app.addHook('onClose', () => agent.destroy());
  const relay = streamRelay(app);
  const rewriteRequestHeaders = requestHeaders(app, options.auth);
  for (const { prefix, to, routes, methods, schema = { hide: true } } of paths) {
    await app.register(async (scope) => {
      scope.addHook('onRoute', (route) => {
        route.schema = schema;
      });
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, payload, done) => done(null, passingBody(payload)));
      await scope.register(httpProxy, {
        upstream,
        proxyPayloads: false,
        prefix,
        rewritePrefix: to,
        undici: agent,
        disableRequestLogging: true,
        ...(routes && { routes }),
        ...(methods && { httpMethods: methods }),
        replyOptions: {
          rewriteRequestHeaders,
          rewriteHeaders: ({ connection, 'keep-alive': _keepAlive, ...headers }) => headers,
          onResponse: (_request, reply, { stream }) => relay(reply as FastifyReply, stream),
          onError: (reply, { error }) => void (reply as FastifyReply).send(upstreamProblem(service, error)),
          // The service's own 503 is an answer to show, not one to repeat.
          retryDelay: () => null,
        },
      });
    });
  }
}

/**
 * What the client says of itself ends here: its key, its cookies and its origin, which is another than that of the
 * service behind. That service is told who asks, and judges by their role.
 */
function requestHeaders({ addressOf }: App, auth: AuthSettings) {
  const own = { authorization: tokenHeader(auth), cookie: undefined, origin: undefined, expect: undefined };
  return (request: RequestContext & Pick<FastifyRequest, 'headers' | 'ip'>, headers: IncomingHttpHeaders) => ({
    ...headers,
    ...contextHeaders(request),
    ...clientHeaders(auth, addressOf(request)),
    'x-caller-role': request.caller?.role,
    ...own,
  });
}

const FAILURES = {
  dependency_failed: { reason: 'service_broke_off', what: 'broke off its answer' },
  dependency_unavailable: { reason: 'service_unreachable', what: 'is not reachable' },
  dependency_timeout: { reason: 'service_late', what: 'did not answer in time' },
} as const;

function upstreamProblem(service: string, error: Error & { statusCode?: number }): Problem {
  const code = codeOf(error);
  const { reason, what } = FAILURES[code];
  const said = { reason, values: { service } };
  return new Problem(code, `${service} ${what}.`, { ...said, cause: error, headers: { 'retry-after': '1' } });
}

const UNREACHABLE: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function codeOf({ cause, statusCode }: Error & { statusCode?: number }): keyof typeof FAILURES {
  const { code } = (cause ?? {}) as { code?: unknown };
  if (UNREACHABLE.has(code)) return 'dependency_unavailable';
  return statusCode === 504 ? 'dependency_timeout' : 'dependency_failed';
}
