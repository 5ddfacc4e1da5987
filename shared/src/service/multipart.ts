import type { FastifyRequest } from 'fastify';
import { Problem } from '../contracts/index.js';

/** Refuses a form, and drops what is still to come of it: many clients send all before they read the answer. */
export function refuseForm({ raw }: FastifyRequest, error: unknown): never {
  raw.unpipe().resume();
  throw multipartProblem(error);
}

/** Busboy and the multipart plugin throw plain errors at a body that is cut off or malformed. */
function multipartProblem(error: unknown): unknown {
  if (error instanceof Problem) return error;
  const { code = '', message, syscall } = error as NodeJS.ErrnoException;
  if (syscall !== undefined && code !== 'ECONNRESET') return error;
  if (code.startsWith('SQLITE')) return error;
  return new Problem('malformed_request', `The multipart body is malformed or cut off: ${message}.`, { cause: error });
}
