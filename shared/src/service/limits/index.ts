import type { FastifyInstance } from 'fastify';
import type { AuthSettings } from '../access/settings.js';
import { limitBodies } from './bodies.js';
import { knowClients } from './client.js';
import { limitRequests } from './requests.js';
import type { LimitSettings } from './settings.js';
import { refuseSlowBodies } from './slow-bodies.js';
import { limitStreams } from './streams.js';

export { clientHeaders } from './client.js';
export { isProbe } from './requests.js';
export { LimitSettings } from './settings.js';

/** What a service holds at the moment. */
export interface Load {
  readonly requests: () => number;
  readonly streams: () => number;
}

/** Bounds what clients can make a service hold at a time. Must run before any route is registered. */
export function limitLoad(app: FastifyInstance, limits: LimitSettings, auth: AuthSettings): Load {
  knowClients(app, auth);
  const requests = limitRequests(app, limits);
  limitBodies(app, limits);
  refuseSlowBodies(app, requests.underway, limits);
  const streams = limitStreams(app, limits, requests);
  return { requests: () => requests.underway.size, streams: () => streams.taken };
}
