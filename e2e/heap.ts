import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

const PRELOAD = fileURLToPath(new URL('heap-preload.mjs', import.meta.url));
const HEAP_FILE = join(tmpdir(), `heap-${randomUUID()}`);
const BYTES_PER_MB = 2 ** 20;

/** The environment of services whose memory is looked into. */
export const HEAP_SETTINGS = { NODE_OPTIONS: `--import=${PRELOAD}`, HEAP_FILE };

/** What a process holds once all garbage is collected, in MiB: the heap and the buffers outside of it. */
export async function heldMb(pid: number): Promise<number> {
  const file = `${HEAP_FILE}-${pid}`;
  process.kill(pid, 'SIGWINCH');
  const size = () => (existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0);
  await expect.poll(size, { timeout: 20_000 }).toBeGreaterThan(0);
  const held = size();
  rmSync(file);
  return Math.round(held / BYTES_PER_MB);
}
