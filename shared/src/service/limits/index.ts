import type { FastifyInstance } from 'fastify';
import { limitRequests } from './requests.js';
import type { LimitSettings } from './settings.js';
import { refuseSlowBodies } from './slow-bodies.js';
import { limitStreams } from './streams.js';

export { isProbe } from './requests.js';
export { LimitSettings } from './settings.js';

/** What a service holds at the moment. */
export interface Load {
  readonly requests: () => number;
  readonly streams: () => number;
}

/** Bounds what clients can make a service hold at a time. Must run before any route is registered. */
export function limitLoad(app: FastifyInstance, limits: LimitSettings): Load {
  const requests = limitRequests(app, limits);
  refuseSlowBodies(app, requests.underway, limits);
  const streams = limitStreams(app, limits, requests);
  return { requests: () => requests.underway.size, streams: () => streams.taken };
}
