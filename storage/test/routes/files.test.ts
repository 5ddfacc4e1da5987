import { createHash } from 'node:crypto';
import type { Page, ProblemDetails, StoredFile } from '@ml-microservices/shared/contracts';
import type { App } from '@ml-microservices/shared/service';
import { beforeEach, describe, expect, it } from 'vitest';
import { build, createDataset, createFile, storedFiles, temporaryFolder } from '../build.js';

let folder: string;
let app: App;

beforeEach(async () => {
  folder = temporaryFolder();
  app = await build(folder);
});

describe('a file', () => {
  it('is stored under its name, type, size and digest', async () => {
    const file = await createFile(app, 'hello', 'a.txt');
    expect(file).toEqual({
      id: 1,
      name: 'a.txt',
      media_type: 'text/plain',
      bytes: 5,
      sha256: createHash('sha256').update('hello').digest('hex'),
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      updated_at: file.created_at,
    });
    expect((await app.inject('/files/1')).json()).toEqual(file);
  });

  it('of the same bytes as another is a file of its own, on bytes that are kept once', async () => {
    expect((await createFile(app, 'same', 'a')).id).toBe(1);
    expect((await createFile(app, 'same', 'b')).id).toBe(2);
    expect(storedFiles(folder)).toHaveLength(1);
    expect((await app.inject({ method: 'DELETE', url: '/files/1' })).statusCode).toBe(204);
    expect((await app.inject('/files/2/download')).body).toBe('same');
    expect((await app.inject({ method: 'DELETE', url: '/files/2' })).statusCode).toBe(204);
    expect(storedFiles(folder)).toEqual([]);
  });

  it('is renamed, and nothing else of it changes', async () => {
    const file = await createFile(app, 'x');
    const renamed = (await app.inject({ method: 'PATCH', url: '/files/1', payload: { name: 'b' } })).json<StoredFile>();
    expect({ ...renamed, updated_at: '' }).toEqual({ ...file, name: 'b', updated_at: '' });
    expect(renamed.updated_at >= file.updated_at).toBe(true);
  });

  it.each([
    [{}, '/'],
    [{ name: '' }, '/name'],
    [{ name: 'n'.repeat(301) }, '/name'],
    [{ name: 3 }, '/name'],
    [{ name: 'b', sha256: 'x' }, '/sha256'],
    [{ id: 9 }, '/id'],
  ])('is not changed by %j', async (payload, path) => {
    const file = await createFile(app, 'x');
    const response = await app.inject({ method: 'PATCH', url: '/files/1', payload });
    expect(response.statusCode).toBe(422);
    expect(response.json<ProblemDetails>().errors?.map((error) => error.path)).toContain(path);
    expect((await app.inject('/files/1')).json()).toEqual(file);
  });

  it('of a dataset goes only with it', async () => {
    await createDataset(app, 'a\n1\n');
    const refused = await app.inject({ method: 'DELETE', url: '/files/1' });
    expect(refused.statusCode).toBe(409);
    expect(refused.json<ProblemDetails>()).toMatchObject({
      code: 'has_dependents',
      detail: 'File 1 is needed by dataset 1; ?cascade=true deletes them too.',
      dependents: [{ kind: 'dataset', id: 1, name: 'data' }],
    });
    expect((await app.inject({ method: 'DELETE', url: '/files/1?cascade=true' })).statusCode).toBe(204);
    for (const url of ['/files/1', '/datasets/1']) expect((await app.inject(url)).statusCode).toBe(404);
    expect(storedFiles(folder)).toEqual([]);
  });

  it('that is not there is a 404, and an id that is none a 422', async () => {
    for (const method of ['GET', 'DELETE'] as const) {
      expect((await app.inject({ method, url: '/files/1' })).statusCode).toBe(404);
      for (const id of ['0', '-1', '1.5', 'x', '9007199254740993', '..%2f..%2fetc']) {
        const response = await app.inject({ method, url: `/files/${id}` });
        expect([id, response.statusCode]).toEqual([id, 422]);
      }
    }
    expect((await app.inject({ method: 'PATCH', url: '/files/1', payload: { name: 'b' } })).statusCode).toBe(404);
    expect((await app.inject({ method: 'PUT', url: '/files/1' })).headers.allow).toBe('GET, HEAD, PATCH, DELETE');
    expect((await app.inject({ method: 'DELETE', url: '/files' })).headers.allow).toBe('GET, HEAD, POST');
  });
});

describe('GET /files', () => {
  const list = async (query = '') => (await app.inject(`/files${query}`)).json<Page<StoredFile>>();
  const names = async (query: string) => (await list(query)).items.map(({ name }) => name);

  beforeEach(async () => {
    await createFile(app, 'x', 'b_1');
    await createFile(app, 'xxx', 'B%2');
    await createFile(app, 'xx', 'c');
    await app.inject({ method: 'PATCH', url: '/files/3', payload: { name: 'c\\3' } });
  });

  it('gives the newest first, in pages', async () => {
    expect(await list('?limit=2')).toMatchObject({ total: 3, limit: 2, offset: 0, items: [{ id: 3 }, { id: 2 }] });
    expect(await list('?limit=2&offset=2')).toMatchObject({ total: 3, offset: 2, items: [{ id: 1 }] });
    expect(await list('?offset=10')).toMatchObject({ total: 3, items: [] });
  });

  it('sorts by what the contract allows', async () => {
    expect(await names('?sort=bytes')).toEqual(['b_1', 'c\\3', 'B%2']);
    expect(await names('?sort=-bytes')).toEqual(['B%2', 'c\\3', 'b_1']);
    expect(await names('?sort=id')).toEqual(['b_1', 'B%2', 'c\\3']);
  });

  it.each([
    ['b', ['B%2', 'b_1']],
    ['%', ['B%2']],
    ['_', ['b_1']],
    ['\\', ['c\\3']],
    ["' or 1=1 --", []],
    ['', ['c\\3', 'B%2', 'b_1']],
    ['C', ['c\\3']],
  ])('filters by a part of the name: %j', async (name, expected) => {
    expect(await names(`?name=${encodeURIComponent(name)}`)).toEqual(expected);
  });

  it('filters in any case of any script, and in either form of an accented letter', async () => {
    await createFile(app, 'x', 'Титаник');
    await createFile(app, 'x', 'café');
    expect(await names(`?name=${encodeURIComponent('титан')}`)).toEqual(['Титаник']);
    expect(await names(`?name=${encodeURIComponent('CAFE\u0301')}`)).toEqual(['café']);
  });

  it.each(['limit=0', 'limit=501', 'offset=-1', 'sort=sha256', 'sort=id;drop table files', 'owner=1'])(
    'refuses %s',
    async (query) => {
      expect((await app.inject(`/files?${query}`)).statusCode).toBe(422);
    },
  );
});
