import httpProxy from '@fastify/http-proxy';
import { Problem } from '@ml-microservices/shared/contracts';
import type { App } from '@ml-microservices/shared/service';
import type { FastifyReply } from 'fastify';
import { Agent } from 'undici';
import { WEB_MASTER_PATHS } from './paths.js';

const CONNECT_TIMEOUT_MS = 1_000;
/** Longer than any wait that web-master grants (`Prefer: wait=60`) and than the 15 s between heartbeats of a stream. */
const SILENCE_TIMEOUT_MS = 90_000;

/** Passes `/api/*` on to web-master, streaming both ways. */
export async function gateway(app: App, upstream: string): Promise<void> {
  const agent = new Agent({
    connect: { timeout: CONNECT_TIMEOUT_MS },
    headersTimeout: SILENCE_TIMEOUT_MS,
    bodyTimeout: SILENCE_TIMEOUT_MS,
  });
  app.addHook('onClose', () => agent.destroy());
  for (const [prefix, rewritePrefix] of Object.entries(WEB_MASTER_PATHS)) {
    await app.register(httpProxy, {
      upstream,
      prefix,
      rewritePrefix,
      undici: agent,
      disableRequestLogging: true,
      replyOptions: {
        rewriteRequestHeaders: (request, headers) => ({ ...headers, 'x-request-id': request.id }),
        onError: (reply, { error }) => void (reply as FastifyReply).send(connectionProblem(error)),
        // A 503 of web-master's health is an answer to show, not one to repeat.
        retryDelay: () => null,
      },
    });
  }
  app.all('/api/*', { schema: { hide: true } }, (request) => {
    throw new Problem('not_found', `There is nothing at ${request.url.slice(0, 200)}.`);
  });
}

const PROBLEM_OF_STATUS = { 502: 'dependency_failed', 503: 'dependency_unavailable', 504: 'dependency_timeout' } as const;

function connectionProblem(error: Error & { statusCode?: number }): Problem {
  const code = isRefusal(error) ? 'dependency_unavailable' : codeOf(error.statusCode);
  const details = {
    dependency_failed: 'web_master broke off its answer.',
    dependency_unavailable: 'web_master is not reachable.',
    dependency_timeout: 'web_master did not answer in time.',
  };
  return new Problem(code, details[code], { cause: error, headers: { 'retry-after': '1' } });
}

function codeOf(status = 502) {
  return PROBLEM_OF_STATUS[status as keyof typeof PROBLEM_OF_STATUS] ?? 'dependency_failed';
}

function isRefusal({ cause }: Error): boolean {
  const code = (cause as { code?: unknown } | undefined)?.code;
  return code === 'ECONNREFUSED' || code === 'UND_ERR_CONNECT_TIMEOUT';
}
