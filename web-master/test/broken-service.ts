import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface BrokenService {
  readonly url: string;
  close(): Promise<void>;
}

/** Stands where a service should be and answers as `listener` does. */
export async function brokenService(listener: RequestListener): Promise<BrokenService> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
