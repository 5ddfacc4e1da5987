import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServiceProcess } from '../scripts/service-process.mjs';
import { SERVICES, type ServiceName } from '../scripts/services.mjs';
import { freePorts } from './ports.js';
import { settingsOf } from './settings.js';

export type { ServiceName };

const START_TIMEOUT_MS = 60_000;
const ALL = [...SERVICES.keys()];

/** Compiled services, running on free ports with their data and logs in a temporary folder. */
export interface Services {
  readonly urls: Readonly<Record<ServiceName, string>>;
  readonly folder: string;
  /** The process that a service runs in now. */
  pid(name: ServiceName): number;
  /** How a service ended: its exit code, or the signal that ended it. */
  ended(name: ServiceName): Promise<number | string>;
  /** Starts a service that was stopped or killed, on its old port and data; resolves when it is healthy. */
  start(name: ServiceName): Promise<void>;
  /** The same, but for a service that is not to become healthy yet. */
  startUnhealthy(name: ServiceName): void;
  /** Lets a service close by itself. */
  stop(name: ServiceName): Promise<void>;
  /** `kill -9`. */
  kill(name: ServiceName): Promise<void>;
  restart(name: ServiceName): Promise<void>;
  /** Every line that a service logged, as an object. */
  log(name: ServiceName): Promise<Record<string, unknown>[]>;
  /** Stops all, last started first, and deletes the folder. */
  close(): Promise<void>;
}

/**
 * Starts the services `names`, all five unless told otherwise; the others have a URL at which nothing listens until
 * they are started. `settings` are environment variables for all of them, as `TRAINING__CONCURRENCY`.
 */
export async function startServices(
  settings: Readonly<Record<string, string>> = {},
  names: readonly ServiceName[] = ALL,
): Promise<Services> {
  const folder = await mkdtemp(join(tmpdir(), 'ml-microservices-'));
  const ports = await freePorts(ALL.length);
  const urlOf = (name: ServiceName) => `http://127.0.0.1:${ports[ALL.indexOf(name)]}`;
  const urls = Object.fromEntries(ALL.map((name) => [name, urlOf(name)])) as Record<ServiceName, string>;
  const running = new Map<ServiceName, ServiceProcess>();

  const spawn = (name: ServiceName) =>
    running.set(
      name,
      new ServiceProcess(name, { PATH: process.env.PATH, ...settingsOf(name, urls, folder), ...settings }),
    );
  const healthy = (name: ServiceName) => processOf(name).healthy(urls[name], START_TIMEOUT_MS);
  const processOf = (name: ServiceName) => running.get(name)!;

  const services: Services = {
    urls,
    folder,
    pid: (name) => processOf(name).pid!,
    ended: (name) => processOf(name).exited,
    startUnhealthy: (name) => void spawn(name),
    async start(name) {
      spawn(name);
      await healthy(name);
    },
    stop: (name) => processOf(name).stop(),
    kill: (name) => processOf(name).kill(),
    async restart(name) {
      await services.stop(name);
      await services.start(name);
    },
    async log(name) {
      const text = await readFile(join(folder, 'logs', `${name}.log`), 'utf8');
      return text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record<string, unknown>);
    },
    async close() {
      for (const name of ALL.toReversed()) await running.get(name)?.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };

  try {
    names.forEach(spawn);
    await Promise.all(names.map(healthy));
  } catch (error) {
    await services.close();
    throw error;
  }
  return services;
}
