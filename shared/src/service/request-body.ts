import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders } from 'node:http';
import { PassThrough, type Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { Problem } from '../contracts/index.js';
import { isDeeperThan, isUnstorable } from './json-text.js';

/** Far above what the contracts nest, far below what overflows the stack of whoever walks through a value. */
const MAX_DEPTH = 100;

/** JSON bodies, where no bytes at all are no body: many clients name the type of a body that they do not send. */
export function parseJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const text = body.toString();
    const problem = codingProblem(request.headers) ?? (isUtf8(body) ? jsonProblem(text) : noUtf8());
    if (problem) done(problem);
    else if (text === '') done(null);
    else void parse(request, text, (error, value) => done(error && refusal(text, error), value));
  });
}

/**
 * The body of a request on its way to another service. Where that answers before the body's end, the rest is read
 * away: ending the client's connection instead could lose it the answer.
 */
export function passingBody(payload: Readable): Readable {
  const body = new PassThrough();
  payload.once('close', () => {
    if (!payload.readableEnded) body.destroy(new Error('the client left'));
  });
  body.once('close', () => {
    payload.unpipe(body);
    payload.resume();
  });
  return payload.pipe(body);
}

/** The problem of a body that is compressed, which nothing here unpacks: a kilobyte may unpack to a gigabyte. */
export function codingProblem({ 'content-encoding': coding }: IncomingHttpHeaders): Problem | undefined {
  if (coding === undefined || coding.toLowerCase() === 'identity') return undefined;
  const detail = `A body must come without Content-Encoding, got ${coding.slice(0, 100)}.`;
  return new Problem('unsupported_media_type', detail, { headers: { 'accept-encoding': 'identity' } });
}

/** The problem of JSON text that must not be parsed, whatever it is. */
export function jsonProblem(text: string): Problem | undefined {
  if (isDeeperThan(MAX_DEPTH, text)) return tooDeep();
  return isUnstorable(text) ? unstorable() : undefined;
}

/** The problem of text that was not parsed: what is JSON has a key that would change what objects are. */
function refusal(text: string, error: Error): Error {
  try {
    JSON.parse(text);
  } catch {
    return error;
  }
  const keys = 'a key "__proto__", or "constructor" with a "prototype" in it';
  return new Problem('malformed_request', `The body has ${keys}, which no object here may have.`);
}

/** JSON between programs is UTF-8 (RFC 8259); letters of another encoding would be stored as question marks. */
function noUtf8(): Problem {
  return new Problem('malformed_request', 'The body is not UTF-8 text.');
}

function tooDeep(): Problem {
  return new Problem('malformed_request', `The body nests lists and objects more than ${MAX_DEPTH} deep.`);
}

function unstorable(): Problem {
  return new Problem('invalid_input', 'The body has text that cannot be stored: the character NUL, or half of a pair.');
}
