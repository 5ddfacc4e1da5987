import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Content } from '../../src/blobs/content.js';
import { DiskStore } from '../../src/blobs/disk-store.js';
import { temporaryFolder } from '../build.js';

async function* chunks(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text);
}

it('keeps bytes whose last references go just as they are stored again', async () => {
  const store = await DiskStore.open(temporaryFolder());
  const rows = new Set<string>();
  const remove = store.delete.bind(store);
  let begin = () => {};
  const begun = new Promise<void>((resolve) => (begin = resolve));
  // The deletion reaches the disk only once the same bytes were renamed into their place, if these do not wait for it.
  store.delete = async (sha256) => {
    await begun;
    await new Promise(setImmediate);
    await remove(sha256);
  };
  const content = new Content(store, { isReferenced: (sha256) => rows.has(sha256) });
  const first = await content.stage(chunks('weights'));
  await content.keep(first, () => rows.add(first.sha256));

  rows.clear();
  const deletion = content.release(first.sha256);
  await new Promise(setImmediate);
  const another = content.release(first.sha256);
  const again = await content.stage(chunks('weights'));
  const kept = content.keep(again, () => rows.add(again.sha256));
  begin();
  await Promise.all([deletion, another, kept]);
  expect(await store.isIntact(first.sha256)).toBe(true);
});

it('keeps bytes that are stored again between two deletions of them', async () => {
  const store = await DiskStore.open(temporaryFolder());
  const rows = new Set<string>();
  const remove = store.delete.bind(store);
  const deletions: (() => void)[] = [];
  store.delete = async (sha256) => {
    await new Promise<void>((resolve) => deletions.push(resolve));
    await remove(sha256);
  };
  const content = new Content(store, { isReferenced: (sha256) => rows.has(sha256) });
  const first = await content.stage(chunks('weights'));
  await first.keep(() => undefined);
  const [one, other] = [content.release(first.sha256), content.release(first.sha256)];
  await new Promise(setImmediate);
  deletions[0]();
  await one;
  const again = await content.stage(chunks('weights'));
  const kept = content.keep(again, () => rows.add(again.sha256));
  await new Promise(setImmediate);
  deletions[1]();
  await Promise.all([other, kept]);
  expect(await store.isIntact(first.sha256)).toBe(true);
});

it('leaves none of the bytes that cannot be moved to their place', async () => {
  const root = temporaryFolder();
  const content = new Content(await DiskStore.open(root), { isReferenced: () => false });
  const staged = await content.stage(chunks('weights'));
  writeFileSync(join(root, staged.sha256.slice(0, 2)), 'a file where the folder is to be');
  await expect(content.keep(staged, () => undefined)).rejects.toThrow('ENOTDIR');
  expect(readdirSync(join(root, 'staging'))).toEqual([]);
});

it('lets bytes go whose row cannot be written', async () => {
  const store = await DiskStore.open(temporaryFolder());
  const content = new Content(store, { isReferenced: () => false });
  const staged = await content.stage(chunks('weights'));
  const kept = content.keep(staged, () => {
    throw new Error('there is such a row already');
  });
  await expect(kept).rejects.toThrow('there is such a row already');
  expect(await store.isIntact(staged.sha256)).toBe(false);
});
