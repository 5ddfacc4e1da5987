import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** What happens to the connections that are made through the proxy while it is in force. */
export interface Chaos {
  /** Milliseconds that each piece of an answer comes late. */
  readonly delayMs?: number;
  /** Bytes of an answer that pass in a second. */
  readonly bytesPerS?: number;
  /** The connection is cut after so many bytes of an answer; 0: the request arrives, and its answer is lost. */
  readonly cutAfter?: number;
  /** Both sides stay connected, and nothing passes: neither those bytes that are under way nor any later ones. */
  readonly isHalfOpen?: boolean;
  /** New connections are refused, and those that are there are reset. */
  readonly isClosed?: boolean;
}

export interface ChaosProxy {
  readonly url: string;
  /** Sets what happens from now on, to connections that are open as well; `{}` heals all. */
  set(chaos: Chaos): void;
  /** How many connections were made so far. */
  readonly connections: number;
  /** How many are open. */
  readonly open: number;
  close(): Promise<void>;
}

/** Stands in front of the server at `target` on a port of its own, and passes bytes on as it is told to. */
export async function chaosProxy(target: string): Promise<ChaosProxy> {
  const { hostname, port } = new URL(target);
  const pairs = new Set<readonly [Socket, Socket]>();
  let chaos: Chaos = {};
  let connections = 0;
  const server = createServer((client) => {
    connections++;
    if (chaos.isClosed) return void client.resetAndDestroy();
    const upstream = connect(Number(port), hostname);
    const pair = [client, upstream] as const;
    pairs.add(pair);
    const part = () => {
      pairs.delete(pair);
      for (const side of pair) side.destroy();
    };
    for (const side of pair) side.on('error', part).on('close', part);
    pass(client, upstream, () => ({ isHalfOpen: chaos.isHalfOpen })).catch(part);
    pass(upstream, client, () => chaos).catch(part);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  const reset = () => {
    for (const [client, upstream] of pairs) {
      client.resetAndDestroy();
      upstream.destroy();
    }
  };
  return {
    url: `http://127.0.0.1:${address.port}`,
    set(next) {
      chaos = next;
      if (chaos.isClosed) reset();
    },
    get connections() {
      return connections;
    },
    get open() {
      return pairs.size;
    },
    async close() {
      reset();
      server.close();
      await once(server, 'close');
    },
  };
}

const NEVER = new Promise<never>(() => undefined);

/** Passes what `from` says on to `to`, as the chaos that is in force at each piece says. */
async function pass(from: Socket, to: Socket, chaosNow: () => Chaos): Promise<void> {
  let passed = 0;
  for await (const chunk of from as AsyncIterable<Buffer>) {
    const { delayMs = 0, bytesPerS, cutAfter = Number.POSITIVE_INFINITY, isHalfOpen } = chaosNow();
    if (isHalfOpen) await NEVER;
    if (delayMs > 0) await delay(delayMs);
    for (const piece of bytesPerS ? piecesOf(chunk, bytesPerS / 10) : [chunk]) {
      if (bytesPerS) await delay(100);
      const left = Math.max(0, cutAfter - passed);
      if (left < piece.length) return cut(from, to, piece.subarray(0, left));
      passed += piece.length;
      if (!to.write(piece)) await once(to, 'drain');
    }
  }
  to.end();
}

function cut(from: Socket, to: Socket, last: Buffer): void {
  const end = () => {
    to.destroy();
    from.destroy();
  };
  if (last.length === 0) end();
  else to.write(last, end);
}

function* piecesOf(chunk: Buffer, size: number): Generator<Buffer> {
  const step = Math.max(1, Math.floor(size));
  for (let start = 0; start < chunk.length; start += step) yield chunk.subarray(start, start + step);
}
