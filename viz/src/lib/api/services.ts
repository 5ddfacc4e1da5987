import type { Health, HealthStatus } from '@ml-microservices/shared/contracts';
import { getHealth } from './health.js';

/** How one service does; `latency` is in milliseconds, undefined where it did not answer. */
export interface ServiceState {
  readonly name: string;
  readonly status: HealthStatus;
  readonly latency?: number;
  readonly version?: string;
}

/** The five services: viz as the browser sees it, web-master as viz does, the others as web-master does. */
export async function getServices(signal?: AbortSignal): Promise<ServiceState[]> {
  const [viz, master] = await Promise.all([getViz(signal), getHealth(signal).catch(() => undefined)]);
  return [viz, masterState(viz, master), ...(master?.checks ?? []).map(checkState)];
}

interface VizState extends ServiceState {
  readonly checks: Health['checks'];
}

async function getViz(signal?: AbortSignal): Promise<VizState> {
  const asked = performance.now();
  const { service: name, version, checks } = await getHealth(signal, '/');
  return { name, status: 'healthy', latency: performance.now() - asked, version, checks };
}

function masterState({ checks }: VizState, master: Health | undefined): ServiceState {
  const check = checks.find(({ name }) => name === 'web_master');
  if (!master || !check) return { name: 'web_master', status: 'unhealthy' };
  return { ...checkState(check), version: master.version };
}

function checkState({ name, status, latency_ms, version }: Health['checks'][number]): ServiceState {
  return {
    name,
    status,
    ...(status === 'healthy' && { latency: latency_ms }),
    ...(version !== undefined && { version }),
  };
}
