import { createHash } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fetch } from 'undici';

const MAX_SHOWN = 200;

export interface Download {
  readonly url: string;
  /** Of the bytes wanted; any others are thrown away. */
  readonly sha256: string;
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

/**
 * Fetches a file to `path`, where it appears complete or not at all. Throws an error that says why it does not. Asks no
 * other address than the one given: whoever answers there could have it ask what this machine alone can reach.
 */
export async function download(path: string, wanted: Download): Promise<void> {
  const partial = `${path}.part`;
  await mkdir(dirname(path), { recursive: true });
  try {
    const sha256 = await write(partial, chunksOf(wanted));
    if (sha256 !== wanted.sha256) throw new Error(`what it sends has the sha256 ${sha256}`);
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

async function* chunksOf({ url, maxBytes, timeoutMs }: Download): AsyncIterable<Uint8Array> {
  let bytes = 0;
  try {
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) });
    const moved = answer.headers.get('location');
    if (moved !== null) throw new Error(`it sends on to ${moved.slice(0, MAX_SHOWN)}, which is not asked`);
    if (!answer.ok || !answer.body) throw new Error(`it answers with status ${answer.status}`);
    for await (const chunk of answer.body) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new Error(`it sends more than ${maxBytes} bytes`);
      yield chunk;
    }
  } catch (error) {
    throw new Error(reasonOf(error, timeoutMs), { cause: error });
  }
}

function reasonOf(error: unknown, timeoutMs: number): string {
  const { name, message, cause } = error as Error;
  if (name === 'TimeoutError') return `it takes longer than ${timeoutMs / 1000} s`;
  if (!(cause instanceof Error)) return message;
  return `${message} (${(cause as NodeJS.ErrnoException).code ?? cause.message})`;
}

async function write(path: string, chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(path, 'w');
  try {
    for await (const chunk of chunks) {
      hash.update(chunk);
      await file.writeFile(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}
