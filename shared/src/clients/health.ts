import { type Health, Problem } from '../contracts/index.js';
import { type ClientOptions, createHttpClient } from './http.js';

/** Asks one service how it is; its version, or a problem that says what is wrong with it. */
export function createHealthClient(service: string, options: ClientOptions) {
  const http = createHttpClient(service, options);
  return {
    async check(): Promise<{ version: string }> {
      const { status, version, checks } = await http.json<Health>({ path: '/health', accept: [503] });
      if (status === 'healthy') return { version };
      const faults = (checks ?? []).flatMap(({ name, detail }) => (detail === undefined ? [] : [`${name}: ${detail}`]));
      throw new Problem('dependency_failed', faults.join('; ') || `${service} is not healthy.`);
    },
    close: () => http.close(),
  };
}
