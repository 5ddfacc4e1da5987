import type { FastifyInstance, FastifyRequest } from 'fastify';
import { hashOf } from '../access/keys.js';
import type { AuthSettings } from '../access/settings.js';

type Sender = Pick<FastifyRequest, 'headers' | 'ip'>;

declare module 'fastify' {
  interface FastifyInstance {
    /** Where the client of a request is: of one that a service passed on, where that service's client is. */
    readonly addressOf: (request: Sender) => string;
  }
}

/**
 * Lets services tell for which address they pass a request on, so that all browsers behind one service are not one
 * client. It is their word alone that counts, by the token of services: anyone may send a header.
 */
export function knowClients(app: FastifyInstance, { service_token }: AuthSettings): void {
  const services = service_token === '' ? undefined : hashOf(service_token);
  app.decorate('addressOf', ({ headers, ip }) => {
    const { 'x-client-address': address, 'x-service-token': token } = headers;
    if (typeof token !== 'string' || typeof address !== 'string') return ip;
    return hashOf(token) === services ? address : ip;
  });
}

/** Whose request it is: the holder of the key, where keys are asked for, else whoever is at the address. */
export function clientOf(request: FastifyRequest): string {
  return request.caller ? `key ${request.caller.name}` : request.server.addressOf(request);
}

/** The headers by which another service knows at which address the client of the request is. */
export function clientHeaders({ mode, service_token }: AuthSettings, address: string) {
  // Where keys are asked for their holders are the clients.
  const isTold = service_token !== '' && mode !== 'api_key';
  return {
    'x-client-address': isTold ? address : undefined,
    'x-service-token': isTold ? service_token : undefined,
  };
}
