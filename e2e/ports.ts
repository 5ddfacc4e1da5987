import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/** Below the range from which systems take the ports of outgoing connections, so that nothing takes one in between. */
const FIRST = 20_000;
const COUNT = 6_000;

/**
 * Ports of the loopback that nothing listens on. Each is this process's for as long as that lives, since it listens on
 * the port `COUNT` above: a service listens on its own only later, and not while it is restarted, when another test
 * would take the port, and each would talk to the other's service.
 */
export async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    if (await isClaimed(port)) ports.push(port);
  }
  return ports;
}

async function isClaimed(port: number): Promise<boolean> {
  const claim = await listener(port + COUNT);
  if (!claim) return false;
  claim.unref();
  const probe = await listener(port);
  if (!probe) return false;
  probe.close();
  await once(probe, 'close');
  return true;
}

/** null where something listens there already. */
async function listener(port: number): Promise<Server | null> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
    return server;
  } catch {
    return null;
  }
}
