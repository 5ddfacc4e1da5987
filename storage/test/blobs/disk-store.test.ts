import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { DiskStore } from '../../src/blobs/disk-store.js';
import { build, createDataset, storedFiles, temporaryFolder } from '../build.js';

const sha256Of = (text: string) => createHash('sha256').update(text).digest('hex');

async function* chunks(...texts: string[]): AsyncIterable<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

async function readAll(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts).toString();
}

describe('the disk store', () => {
  let root: string;
  let store: DiskStore;

  beforeEach(async () => {
    root = temporaryFolder();
    store = await DiskStore.open(root);
  });
  const listed = async () => {
    const digests = [];
    for await (const sha256 of store.list()) digests.push(sha256);
    return digests;
  };
  const staged = () => readdirSync(join(root, 'staging'));

  it('shows bytes once they are kept, by their digest', async () => {
    const blob = await store.stage(chunks('hel', 'lo'));
    expect(blob).toMatchObject({ sha256: sha256Of('hello'), bytes: 5 });
    expect(await listed()).toEqual([]);
    await blob.keep(() => undefined);
    expect(await listed()).toEqual([blob.sha256]);
    expect(staged()).toEqual([]);
    expect(await readAll(store.read(blob.sha256))).toBe('hello');
    expect(await readAll(store.read(blob.sha256, { start: 1, end: 3 }))).toBe('ell');
    await store.delete(blob.sha256);
    await store.delete(blob.sha256);
    expect(await listed()).toEqual([]);
  });

  it('leaves nothing of bytes that are discarded or break off', async () => {
    await (await store.stage(chunks('x'))).discard();
    async function* broken() {
      yield Buffer.from('half');
      throw new Error('cut off');
    }
    await expect(store.stage(broken())).rejects.toThrow('cut off');
    expect(staged()).toEqual([]);
  });

  it('reads nothing but what a digest names', () => {
    for (const name of ['../../etc/passwd', '', 'ab', `${'a'.repeat(63)}/`]) {
      expect(() => store.read(name)).toThrow('a blob is read by its sha256 alone');
    }
  });
});

describe('at its start the service', () => {
  it('deletes what a crash left staged, and bytes that no row refers to, and nothing else', async () => {
    const folder = temporaryFolder();
    const first = await build(folder);
    const { sha256 } = await createDataset(first, 'a\n1\n');
    await first.close();
    const orphan = sha256Of('orphan');
    mkdirSync(join(folder, 'files', orphan.slice(0, 2)), { recursive: true });
    writeFileSync(join(folder, 'files', orphan.slice(0, 2), orphan), 'orphan');
    writeFileSync(join(folder, 'files/staging/half'), 'half');
    expect(storedFiles(folder)).toHaveLength(3);
    const second = await build(folder);
    expect(storedFiles(folder)).toEqual([sha256]);
    expect((await second.inject('/datasets/1/download')).body).toBe('a\n1\n');
    expect(existsSync(join(folder, 'files/staging'))).toBe(true);
  });
});
