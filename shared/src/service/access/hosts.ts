import { isIP } from 'node:net';
import { Problem } from '../../contracts/index.js';

const MAX_REMEMBERED = 1000;

/**
 * Refuses requests for a name that is not this service's. A page of another site can make a browser ask this machine by
 * having its own name lead here (DNS rebinding), but not by an IP address or by `localhost`.
 */
export function createHostCheck(allowed: readonly string[]): (host: string | undefined) => void {
  const names = new Set(['localhost', ...allowed.map((name) => name.toLowerCase())]);
  const known = new Set<string>();
  return (host = '') => {
    if (known.has(host)) return;
    if (host === '' || host.includes(',')) {
      throw new Problem('malformed_request', 'A request names one host: Host: <name>[:<port>].');
    }
    const name = nameOf(host);
    if (name === undefined || !(names.has(name) || isIP(name) > 0)) throw misdirected(host);
    if (known.size < MAX_REMEMBERED) known.add(host);
  };
}

/** The name in a Host header, in lower case and without its port; undefined where it is malformed. */
function nameOf(host: string): string | undefined {
  const match = /^(?:\[([0-9a-f:.]+)\]|([\w.-]+))(?::\d{1,5})?$/i.exec(host);
  return (match?.[1] ?? match?.[2])?.toLowerCase();
}

function misdirected(host: string): Problem {
  return new Problem(
    'misdirected_request',
    `This service is not ${JSON.stringify(host.slice(0, 100))}; service.allowed_hosts names what it is.`,
  );
}
