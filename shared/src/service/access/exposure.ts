import { BlockList, isIP } from 'node:net';
import type { ServiceSettings } from '../settings.js';
import { StartError } from '../start-error.js';
import type { AuthSettings } from './settings.js';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** Throws a StartError where others than this machine could ask a service that knows no keys, or keys lack a secret. */
export function refuseExposure(service: ServiceSettings, auth: AuthSettings): void {
  if (auth.mode === 'local') refuseOutside(service);
  if (auth.mode === 'api_key' && auth.service_token === '') {
    throw new StartError(
      'auth.mode is api_key and auth.service_token is not set: give all services the same secret of at least 32 ' +
        'characters, as npm run key prints one',
    );
  }
}

function refuseOutside({ host, published_on }: ServiceSettings): void {
  const address = published_on || host;
  if (isLoopback(address)) return;
  throw new StartError(
    `${published_on ? 'service.published_on' : 'service.host'} is ${address}, which others than this machine can ` +
      'reach, and there are no keys: set auth.mode to api_key (npm run key makes keys), or to none where something ' +
      'else keeps others out',
  );
}

function isLoopback(address: string): boolean {
  const version = isIP(address);
  if (version === 0) return address === 'localhost';
  return LOOPBACK.check(address, version === 4 ? 'ipv4' : 'ipv6');
}
