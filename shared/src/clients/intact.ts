import { createHash } from 'node:crypto';
import { Problem } from '../contracts/index.js';
import { type Answer, connectionProblem } from './http.js';

/** The bytes of a download, as they come. Throws a problem at their end where they are not those that its ETag names. */
export async function* intact(what: string, download: () => Promise<Answer>): AsyncGenerator<Uint8Array> {
  const { headers, body } = await download();
  const hash = createHash('sha256');
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      hash.update(chunk);
      yield chunk;
    }
  } catch (error) {
    throw connectionProblem('storage', error);
  }
  if (headers.etag === `"${hash.digest('hex')}"`) return;
  throw new Problem('artifact_corrupt', `What storage sends as ${what} is not what was stored there.`);
}

export async function joined(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
