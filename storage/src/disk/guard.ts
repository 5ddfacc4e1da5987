import { Problem } from '@ml-microservices/shared/contracts';
import type { App } from '@ml-microservices/shared/service';
import { isDiskFull, isSyncFailure } from './faults.js';
import type { DiskReserve } from './reserve.js';

const FULL = 'The disk is full; nothing new is stored until there is room.';

/**
 * Keeps the promise that what is acknowledged is on the disk. On a full disk the reserve is given up, and what would
 * create something is refused. After a sync that failed nothing more is acknowledged, and the process ends.
 */
export function guardDisk(app: App, reserve: DiskReserve): void {
  let isBroken = false;
  app.addHook('preHandler', (request, _reply, done) => {
    if (request.method === 'POST' && !reserve.hold())
      done(new Problem('storage_full', FULL, { reason: 'storage_full', values: {} }));
    else done();
  });
  app.addHook('onError', (_request, _reply, error, done) => {
    if (isDiskFull(error)) reserve.release();
    if (isSyncFailure(error) && !isBroken) {
      isBroken = true;
      // Uncaught on purpose: the process closes and ends with an error, and the next start recovers.
      setImmediate(() => {
        throw error;
      });
    }
    done();
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    if (isBroken && request.method !== 'GET' && reply.statusCode < 400) {
      done(new Problem('unavailable', 'The disk failed; nothing more is stored before a restart.'));
    } else done(null, payload);
  });
}

/** For the health of the service: throws while the disk is full. */
export function checkRoom(reserve: DiskReserve): void {
  if (!reserve.hold()) throw new Error('the disk is full; nothing new is stored until there is room');
}
