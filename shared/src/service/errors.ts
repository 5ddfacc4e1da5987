import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type FieldError, Problem, type ProblemCode } from '../contracts/index.js';
import { fieldErrors } from '../validation/index.js';
import { SAFE_HEADERS } from './safe-headers.js';

/** Of an id or a key within a path, in characters. */
export const MAX_PARAM_LENGTH = 512;

const DISK_FULL = { code: 'storage_full', detail: 'The disk is full; nothing was stored.' } as const;
const READ_ONLY = { code: 'unavailable', detail: 'The disk cannot be written to; nothing was stored.' } as const;
const TOO_MANY_FILES = { code: 'unavailable', detail: 'Too many files are open; please try again.' } as const;
const LOCKED = { code: 'unavailable', detail: 'Another program holds the database; please try again.' } as const;

/** Errors of Fastify, Node and SQLite by their codes, as the problem that the client is told. */
const KNOWN: Readonly<Record<string, { code: ProblemCode; detail: string }>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: { code: 'malformed_request', detail: 'The body is not valid JSON.' },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: { code: 'malformed_request', detail: 'The body is not as long as announced.' },
  FST_ERR_CTP_BODY_TOO_LARGE: { code: 'payload_too_large', detail: 'The body is too large.' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { code: 'unsupported_media_type', detail: 'This content type is not accepted here.' },
  FST_ERR_BAD_URL: { code: 'malformed_request', detail: 'The URL is malformed.' },
  FST_ERR_MAX_PARAM_LENGTH: {
    code: 'uri_too_long',
    detail: `A part of the path may have ${MAX_PARAM_LENGTH} characters; one has more.`,
  },
  FST_STATIC_FORBIDDEN_PATH: { code: 'not_found', detail: 'There is nothing of this name.' },
  FST_ERR_REQ_INVALID_VALIDATION_INVOCATION: { code: 'malformed_request', detail: 'The request cannot be read.' },
  ENOSPC: DISK_FULL,
  EDQUOT: { code: 'storage_full', detail: 'The disk quota is used up; nothing was stored.' },
  SQLITE_FULL: DISK_FULL,
  SQLITE_IOERR_SHMSIZE: DISK_FULL,
  EROFS: READ_ONLY,
  SQLITE_READONLY: READ_ONLY,
  SQLITE_IOERR_WRITE: READ_ONLY,
  EMFILE: TOO_MANY_FILES,
  ENFILE: TOO_MANY_FILES,
  SQLITE_CANTOPEN: TOO_MANY_FILES,
  SQLITE_BUSY: LOCKED,
  SQLITE_CORRUPT: { code: 'artifact_corrupt', detail: 'The database is damaged; restore it from a backup.' },
};

/** How a client is told of a problem. */
export type SendProblem = (reply: FastifyReply, problem: Problem, requestId: string) => FastifyReply;

/**
 * Answers every error, and what no route is for, as a problem; what the client must not see goes to the log alone. A
 * scope with a prefix may tell them in a way of its own.
 */
export function answerProblems(app: FastifyInstance, send: SendProblem): void {
  app.setNotFoundHandler((request, reply) => send(reply, app.noRouteProblem(request), request.id));
  app.setErrorHandler<FastifyError | Problem>((error, request, reply) => {
    const problem = toProblem(error, request);
    if (problem.status >= 500) request.log.error({ err: error }, problem.detail);
    // Closing on a client that still sends resets the connection, which may lose it the answer; the rest is read away.
    if (problem.code === 'payload_too_large') reply.removeHeader('connection');
    return send(reply, problem, request.id);
  });
}

/** Answers a URL that no route can be looked up for, and so no hook runs for. */
export function answerUnroutable(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const problem = toProblem(error, request);
  const { id, method, url } = request;
  request.log.info({ method, url, status: problem.status }, 'refused a URL that is none');
  sendProblem(reply.headers({ ...SAFE_HEADERS, 'x-request-id': id }), problem, id);
}

export function sendProblem(reply: FastifyReply, problem: Problem, requestId: string): FastifyReply {
  return reply
    .code(problem.status)
    .headers(problem.extras.headers ?? {})
    .header('content-type', 'application/problem+json')
    .serializer(JSON.stringify)
    .send(problem.toDetails(requestId));
}

function toProblem(error: FastifyError | Problem, request: FastifyRequest): Problem {
  if (error instanceof Problem) return error;
  if (error.validation) {
    const errors = fieldErrors(error.validation as Parameters<typeof fieldErrors>[0]);
    return new Problem('invalid_input', summary(error.validationContext ?? 'request', errors), { errors });
  }
  const known = KNOWN[error.code] ?? KNOWN[primaryCode(error.code)];
  if (known) return new Problem(known.code, detailed(known, request), { cause: error, ...retryLater(known) });
  if (error.statusCode === 400)
    return new Problem('malformed_request', 'The request cannot be parsed.', { cause: error });
  return new Problem('internal_error', 'Something went wrong here; the log has the details.', { cause: error });
}

/** `SQLITE_BUSY` of `SQLITE_BUSY_SNAPSHOT`. */
function primaryCode(code: string | undefined = ''): string {
  return /^SQLITE_[A-Z]+/.exec(code)?.[0] ?? code;
}

function retryLater({ code }: { code: ProblemCode }) {
  return code === 'unavailable' ? { headers: { 'retry-after': '1' } } : {};
}

function detailed({ code, detail }: { code: ProblemCode; detail: string }, request: FastifyRequest): string {
  if (code === 'payload_too_large')
    return `${detail} At most ${request.routeOptions.bodyLimit} bytes are accepted here.`;
  if (code !== 'unsupported_media_type') return detail;
  return `${detail} Received: ${request.headers['content-type'] ?? 'none'}.`;
}

function summary(context: string, errors: readonly FieldError[]): string {
  const [first] = errors;
  const place = context === 'body' ? 'body' : context === 'querystring' ? 'query' : context;
  if (!first) return `The ${place} is not as described.`;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return `${place}${first.path === '/' ? '' : ` ${first.path}`} ${first.message}${more}`;
}
