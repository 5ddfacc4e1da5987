import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { ConnectionError, FastifyInstance } from 'fastify';
import { Problem } from '../contracts/index.js';

/** How long a client that was refused may go on sending: a connection that is reset at once may lose it the answer. */
const LINGER_MS = 1_000;

/** Answers what is no request that can be read, and ends its connection. */
export function answerClientError(this: FastifyInstance, error: ConnectionError, socket: Socket): void {
  // A connection that is gone, or that was told already and still sends.
  if (error.code === 'ECONNRESET' || !socket.writable) return;
  refuse(this, socket, problemOf(error), error.code);
}

/** Answers CONNECT, which reaches no route; Node would close the connection without a word. */
export function refuseTunnels(app: FastifyInstance): void {
  app.server.on('connect', (_request, socket: Socket) => {
    socket.on('error', () => socket.destroy());
    refuse(app, socket, new Problem('malformed_request', 'This is no proxy: CONNECT leads nowhere.'), 'CONNECT');
  });
}

function refuse({ log }: FastifyInstance, socket: Socket, problem: Problem, parser: string): void {
  const requestId = randomUUID();
  log.info({ request_id: requestId, status: problem.status, parser }, 'refused what is no request');
  socket.end(answerOf(problem, requestId));
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}

function problemOf(error: ConnectionError): Problem {
  switch (error.code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new Problem('request_timeout', 'The request did not arrive in time.');
    case 'HPE_HEADER_OVERFLOW':
      return isInFirstLine(error)
        ? new Problem('uri_too_long', 'The URL and the headers may have 16 KiB; the URL alone has more.')
        : new Problem('headers_too_large', 'The URL and the headers may have 16 KiB.');
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return new Problem('payload_too_large', 'The extensions of a chunk are too large.');
    default:
      return new Problem('malformed_request', 'This is no HTTP request, or its body is not framed as announced.');
  }
}

/** The parser gave up within the first line where the bytes that it was at, a Buffer, hold no line break. */
function isInFirstLine({ rawPacket }: ConnectionError): boolean {
  return Buffer.isBuffer(rawPacket) && !rawPacket.includes('\n');
}

function answerOf(problem: Problem, requestId: string): string {
  const body = JSON.stringify(problem.toDetails(requestId));
  const headers = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${requestId}`,
    'connection: close',
  ];
  return `${headers.join('\r\n')}\r\n\r\n${body}`;
}
