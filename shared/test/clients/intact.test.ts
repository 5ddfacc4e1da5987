import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { createStorageClient } from '../../src/clients/index.js';

/** A storage that gives `body` under the ETag of `stored`. */
async function clientOf(body: string, stored: string) {
  const etag = `"${createHash('sha256').update(stored).digest('hex')}"`;
  const server = createServer((_request, response) => response.writeHead(200, { etag }).end(body)).listen(
    0,
    '127.0.0.1',
  );
  await once(server, 'listening');
  const client = createStorageClient({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  onTestFinished(async () => {
    await client.close();
    server.close();
  });
  return client;
}

it('gives a dataset and a model as they were stored', async () => {
  const client = await clientOf('a,b\n1,2\n', 'a,b\n1,2\n');
  expect(await text(client.datasetCsv(1))).toBe('a,b\n1,2\n');
  expect(Buffer.from(await client.modelFile(1)).toString()).toBe('a,b\n1,2\n');
});

it('takes no other bytes than those that were stored for a dataset or a model', async () => {
  const client = await clientOf('a,b\n1,3\n', 'a,b\n1,2\n');
  const corrupt = { code: 'artifact_corrupt' };
  await expect(text(client.datasetCsv(1))).rejects.toMatchObject(corrupt);
  await expect(client.modelFile(1)).rejects.toMatchObject(corrupt);
});
