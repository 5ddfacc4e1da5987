import { execFileSync } from 'node:child_process';
import type { ServiceName, Services } from '../services.js';

/** The memory that a service holds, in MiB. */
export function residentMb(services: Services, name: ServiceName): number {
  const kilobytes = execFileSync('ps', ['-o', 'rss=', '-p', String(services.pid(name))], { encoding: 'utf8' });
  return Math.round(Number(kilobytes) / 1024);
}
