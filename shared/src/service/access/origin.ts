import type { IncomingHttpHeaders } from 'node:http';
import { Problem } from '../../contracts/index.js';

/**
 * Refuses what a page of another site makes a browser send. Browsers tell where a request comes from by Sec-Fetch-Site,
 * older ones by Origin; other programs send neither. The rules are those of Go's http.CrossOriginProtection.
 */
export function refuseCrossOrigin(headers: IncomingHttpHeaders): void {
  const { origin, host, 'sec-fetch-site': site } = headers;
  if (site !== undefined) {
    if (site === 'same-origin' || site === 'none') return;
  } else if (origin === undefined || hostOf(origin) === host?.toLowerCase()) return;
  throw new Problem('cross_origin', 'A page of another site may not do this.');
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
