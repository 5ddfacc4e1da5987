import { createHash } from 'node:crypto';
import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProblemDetails } from '@ml-microservices/shared/contracts';
import type { App } from '@ml-microservices/shared/service';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { DiskStore } from '../../src/blobs/disk-store.js';
import { build, createDataset, createFile, LARGE_CSV, temporaryFolder } from '../build.js';

const CONTENT = '0123456789';
const ETAG = `"${createHash('sha256').update(CONTENT).digest('hex')}"`;
const OTHER_ETAG = `"${'0'.repeat(64)}"`;

let app: App;

beforeEach(async () => {
  app = await build();
  await createFile(app, CONTENT);
});

const download = (headers: Record<string, string> = {}) => app.inject({ url: '/files/1/download', headers });

describe('a download', () => {
  it('is the bytes as stored, under a strong ETag, and never a page', async () => {
    const response = await download();
    expect(response.statusCode).toBe(200);
    expect(response.body).toBe(CONTENT);
    expect(response.headers).toMatchObject({
      etag: ETAG,
      'accept-ranges': 'bytes',
      'content-length': '10',
      'content-type': 'text/plain',
      'content-disposition': 'attachment; filename="a.txt"',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    });
  });

  it('of no bytes is an empty answer', async () => {
    await createFile(app, '', 'empty');
    const response = await app.inject('/files/2/download');
    expect([response.statusCode, response.body, response.headers['content-length']]).toEqual([200, '', '0']);
  });

  it('of what is deleted while its bytes are looked at is of nothing that is there', async () => {
    await createFile(app, LARGE_CSV, 'large');
    const { isIntact } = DiskStore.prototype;
    vi.spyOn(DiskStore.prototype, 'isIntact').mockImplementationOnce(async function (this: DiskStore, sha256) {
      const wasIntact = await isIntact.call(this, sha256);
      await app.inject({ method: 'DELETE', url: '/files/2' });
      return wasIntact;
    });
    const response = await app.inject('/files/2/download');
    expect([response.statusCode, response.json<ProblemDetails>().code]).toEqual([404, 'not_found']);
  });

  it.each([
    [ETAG, 304],
    [`W/${ETAG}`, 304],
    [`${OTHER_ETAG}, ${ETAG}`, 304],
    ['*', 304],
    [OTHER_ETAG, 200],
  ])('with If-None-Match: %s is answered with %i', async (etag, status) => {
    const response = await download({ 'if-none-match': etag });
    expect([response.statusCode, response.headers.etag]).toEqual([status, ETAG]);
    expect(response.body).toBe(status === 304 ? '' : CONTENT);
  });

  it.each([
    ['bytes=0-3', '0123', 'bytes 0-3/10'],
    ['bytes=8-', '89', 'bytes 8-9/10'],
    ['bytes=-3', '789', 'bytes 7-9/10'],
    ['bytes=9-9', '9', 'bytes 9-9/10'],
    ['bytes=5-1000', '56789', 'bytes 5-9/10'],
    ['bytes=-1000', CONTENT, 'bytes 0-9/10'],
  ])('of %s is that part', async (range, body, contentRange) => {
    const response = await download({ range });
    expect(response.statusCode).toBe(206);
    expect(response.body).toBe(body);
    expect(response.headers).toMatchObject({ 'content-range': contentRange, 'content-length': String(body.length) });
  });

  it.each(['bytes=10-', 'bytes=10-20', 'bytes=5-2', 'bytes=-0'])('of %s is not satisfiable', async (range) => {
    const response = await download({ range });
    expect(response.statusCode).toBe(416);
    expect(response.headers['content-range']).toBe('bytes */10');
    expect(response.json<ProblemDetails>().detail).toBe(`The file has 10 bytes; the range asked for was ${range}.`);
  });

  it.each(['bytes=0-1,4-5', 'lines=0-1', 'bytes', 'bytes=a-b'])('of %s is the whole', async (range) => {
    const response = await download({ range });
    expect([response.statusCode, response.body]).toEqual([200, CONTENT]);
  });

  it('resumes only what is still the same', async () => {
    const same = await download({ range: 'bytes=5-', 'if-range': ETAG });
    expect([same.statusCode, same.body]).toEqual([206, '56789']);
    const other = await download({ range: 'bytes=5-', 'if-range': OTHER_ETAG });
    expect([other.statusCode, other.body]).toEqual([200, CONTENT]);
  });

  it('in ranges is, put together, what its ETag says', async () => {
    const text = 'x,y\n'.concat(...Array.from({ length: 3_000 }, (_, n) => `${n},${n * n}\n`));
    const { id } = await createFile(app, text, 'long');
    const parts = [];
    let etag: unknown;
    for (let from = 0; from < text.length; from += 7_000) {
      const { headers, rawPayload } = await app.inject({
        url: `/files/${id}/download`,
        headers: { range: `bytes=${from}-${from + 6_999}` },
      });
      parts.push(rawPayload);
      etag = headers.etag;
    }
    expect(parts.length).toBeGreaterThan(3);
    expect(etag).toBe(`"${createHash('sha256').update(Buffer.concat(parts)).digest('hex')}"`);
  });

  it.each([undefined, 'bytes=0-9'])(
    'A9: follows no link that was planted in the place of its bytes, of %s',
    async (range) => {
      const folder = temporaryFolder();
      const other = await build(folder);
      const { id, sha256 } = await createFile(other, LARGE_CSV);
      const secret = join(folder, 'secret');
      // Even of the same bytes.
      writeFileSync(secret, LARGE_CSV);
      const blob = join(folder, 'files', sha256.slice(0, 2), sha256);
      rmSync(blob);
      symlinkSync(secret, blob);
      // The control: whoever follows links reads it.
      expect(readFileSync(blob, 'utf8')).toBe(LARGE_CSV);
      const response = await other.inject({ url: `/files/${id}/download`, headers: range ? { range } : {} });
      expect(response.statusCode).toBe(500);
      expect(response.json<ProblemDetails>().code).toBe('artifact_corrupt');
      expect(response.body).not.toContain('1\n1\n1\n');
      expect((await other.inject({ method: 'DELETE', url: `/files/${id}` })).statusCode).toBe(204);
      expect(readFileSync(secret, 'utf8')).toBe(LARGE_CSV);
    },
  );

  it('answers HEAD with the headers alone', async () => {
    const response = await app.inject({ method: 'HEAD', url: '/files/1/download' });
    expect([response.statusCode, response.body]).toEqual([200, '']);
    expect(response.headers).toMatchObject({ etag: ETAG, 'content-length': '10' });
  });

  it.each([
    ['a "b".txt', String.raw`attachment; filename="a \"b\".txt"`],
    ['отчёт.csv', `attachment; filename="?????.csv"; filename*=UTF-8''${encodeURIComponent('отчёт.csv')}`],
    ['🙂.csv', `attachment; filename="??.csv"; filename*=UTF-8''${encodeURIComponent('🙂.csv')}`],
    ['../x/y.csv', 'attachment; filename="y.csv"'],
    [
      `${'n'.repeat(199)}🙂.csv`,
      `attachment; filename="${'n'.repeat(199)}??.csv"; filename*=UTF-8''${'n'.repeat(199)}%F0%9F%99%82.csv`,
    ],
  ])('of a file named %s has a safe name', async (name, disposition) => {
    await app.inject({ method: 'PATCH', url: '/files/1', payload: { name } });
    const response = await download();
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-disposition']).toBe(disposition);
  });

  it('of a file whose name breaks lines adds no header', async () => {
    await app.inject({ method: 'PATCH', url: '/files/1', payload: { name: 'a\r\nSet-Cookie: x=1\0.csv' } });
    const response = await download();
    expect(response.statusCode).toBe(200);
    expect(response.headers['set-cookie']).toBeUndefined();
    expect(response.headers['content-disposition']).toMatch(/^attachment; filename="[^\r\n]*"/);
  });

  it('of an id that nothing has is a 404', async () => {
    const response = await app.inject('/files/7/download');
    expect([response.statusCode, response.json<ProblemDetails>().detail]).toEqual([404, 'There is no file 7.']);
  });
});

describe('the download of a dataset', () => {
  it('is CSV under the name of the dataset', async () => {
    await createDataset(app, 'a\n1\n', { name: 'people' });
    const response = await app.inject('/datasets/1/download');
    expect(response.body).toBe('a\n1\n');
    expect(response.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="people.csv"',
    });
    await app.inject({ method: 'PATCH', url: '/datasets/1', payload: { name: 'folk.csv' } });
    expect((await app.inject('/datasets/1/download')).headers['content-disposition']).toBe(
      'attachment; filename="folk.csv"',
    );
    expect((await app.inject('/datasets/2/download')).statusCode).toBe(404);
  });
});
