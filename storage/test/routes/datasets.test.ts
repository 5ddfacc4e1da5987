import type { Dataset, DatasetPreview, DatasetProfile, Page, ProblemDetails } from '@ml-microservices/shared/contracts';
import type { App } from '@ml-microservices/shared/service';
import { beforeEach, describe, expect, it } from 'vitest';
import { build, createDataset, LARGE_CSV, storedFiles, temporaryFolder } from '../build.js';

let folder: string;
let app: App;

beforeEach(async () => {
  folder = temporaryFolder();
  app = await build(folder);
});

const post = (payload: object) => app.inject({ method: 'POST', url: '/datasets', payload });
const patch = (payload: object) => app.inject({ method: 'PATCH', url: '/datasets/1', payload });
const preview = async (query = '') => (await app.inject(`/datasets/1/preview${query}`)).json<DatasetPreview>();
const errorsOf = (response: Awaited<ReturnType<typeof post>>) => response.json<ProblemDetails>().errors;

describe('POST /datasets', () => {
  it('writes rows as CSV, with the columns, source and steps that the caller gives', async () => {
    const columns = [
      { name: 'Sex', type: 'categorical', role: 'feature', categories: ['female', 'male'] },
      { name: 'Survived', type: 'numeric', role: 'target', description: '1 = yes' },
    ];
    const source = { kind: 'collector', name: 'titanic', offset: 0, size: 3 };
    const preprocessing = [{ step: 'trim', detail: 'text trimmed', count: 1 }];
    const rows = [{ Survived: 1, Sex: 'female' }, ['male, "old"', 0], { Sex: null, Survived: 1 }];
    const response = await post({ name: 'three', columns, rows, source, preprocessing });
    expect(response.statusCode).toBe(201);
    expect(response.json()).toMatchObject({
      name: 'three',
      rows: 3,
      columns,
      target: 'Survived',
      source,
      preprocessing,
    });
    expect((await app.inject('/datasets/1/download')).body).toBe('Sex,Survived\nfemale,1\n"male, ""old""",0\n,1');
    expect((await preview()).rows).toEqual([
      { Sex: 'female', Survived: 1 },
      { Sex: 'male, "old"', Survived: 0 },
      { Sex: null, Survived: 1 },
    ]);
    expect((await app.inject('/files/1')).json()).toMatchObject({ name: 'three.csv', media_type: 'text/csv' });
  });

  it('keeps CSV text as it is', async () => {
    const dataset = await createDataset(app, 'a,b\r\n1,x\r\n', { target: 'b' });
    expect(dataset).toMatchObject({ source: { kind: 'json' }, target: 'b', rows: 1 });
    expect((await app.inject('/datasets/1/download')).body).toBe('a,b\r\n1,x\r\n');
  });

  it('keeps a zero of a row with names, and takes a name that it lacks for missing', async () => {
    await post({ name: 'named', columns: ['a', 'b'], rows: [{ a: 0, b: 1 }, { a: 2 }] });
    expect((await preview()).rows).toEqual([
      { a: 0, b: 1 },
      { a: 2, b: null },
    ]);
  });

  it('keeps a row whose only cell is missing', async () => {
    await post({ name: 'one', columns: ['a'], rows: [[1], [null], [3]] });
    expect((await preview()).rows).toEqual([{ a: 1 }, { a: null }, { a: 3 }]);
  });

  it.each([
    [{ csv: 'a\n1\n' }, '/name', 'is required'],
    [{ name: 'x' }, '/rows', 'give either rows or csv'],
    [{ name: 'x', csv: 'a\n1\n', columns: ['a'], rows: [[1]] }, '/rows', 'give either rows or csv'],
    [{ name: 'x', rows: [[1]] }, '/columns', 'is required where rows are given'],
    [{ name: 'x', columns: ['a'], rows: [[1, 2]] }, '/rows/0', 'must have 1 cells, got 2'],
    [{ name: 'x', columns: ['a'], rows: [{ a: 1 }, { b: 2 }] }, '/rows/1/b', 'is not one of the columns'],
    [{ name: 'x', columns: ['a'], csv: 'b\n1\n' }, '/columns', 'must be the columns of the CSV (b), got a'],
    [{ name: 'x', csv: 'a\n1\n', target: 'b' }, '/target', 'must be one of the columns a, got "b"'],
    [{ name: 'x', columns: ['a'], rows: [] }, 'line 2', 'a row was expected after the header'],
    [{ name: 'x', columns: ['a', 'a'], rows: [[1, 2]] }, 'line 1', 'column 2 of the header repeats the name "a"'],
    [
      { name: 'x', columns: [{ name: 'a', type: 'numeric' }], rows: [[1], ['one']] },
      'line 3',
      'a must be a number, got "one"',
    ],
    [{ name: 'x', csv: 'a\n1\n', owner: 1 }, '/owner', 'is not a known field'],
    [{ name: 'x', csv: 'a\n1\n', id: 7 }, '/id', 'is not a known field'],
    [{ name: 5, csv: 'a\n1\n' }, '/name', 'must be a string, got 5'],
  ])('refuses %j and stores nothing', async (payload, path, message) => {
    const response = await post(payload);
    expect(response.statusCode).toBe(422);
    expect(errorsOf(response)).toMatchObject([{ path, message }]);
    expect(storedFiles(folder)).toEqual([]);
    expect((await app.inject('/datasets')).json().total).toBe(0);
  });

  it('leaves no bytes of a large one that it refuses', async () => {
    expect((await post({ name: 'x', csv: LARGE_CSV, target: 'b' })).statusCode).toBe(422);
    expect(storedFiles(folder)).toEqual([]);
  });

  it('refuses what is no JSON, and more than it takes', async () => {
    const raw = (payload: string, type = 'application/json') =>
      app.inject({ method: 'POST', url: '/datasets', payload, headers: { 'content-type': type } });
    expect((await raw('{"name":')).statusCode).toBe(400);
    expect((await raw('')).statusCode).toBe(422);
    expect((await raw('a,b', 'text/csv')).statusCode).toBe(415);
    expect((await raw('{"name":"x","csv":"a\\n1\\n","__proto__":{"x":1}}')).statusCode).toBe(400);
    const small = await build(temporaryFolder(), { FILES__MAX_JSON_BYTES: '100' });
    const response = await small.inject({ method: 'POST', url: '/datasets', payload: { name: 'x'.repeat(200) } });
    expect(response.statusCode).toBe(413);
  });
});

describe('a preview', () => {
  it('gives any page of the rows', async () => {
    // More than two of the marks from which rows are read.
    const rows = Array.from({ length: 2345 }, (_, index) => `${index},"row ${index}\nof it"`);
    await createDataset(app, `n,text\n${rows.join('\n')}\n`);
    const row = (n: number) => ({ n, text: `row ${n}\nof it` });
    expect(await preview('?limit=2')).toEqual({
      columns: ['n', 'text'],
      rows: [row(0), row(1)],
      total: 2345,
      limit: 2,
      offset: 0,
    });
    for (const offset of [998, 999, 1000, 1001, 1999, 2000, 2343]) {
      expect((await preview(`?limit=2&offset=${offset}`)).rows).toEqual([row(offset), row(offset + 1)]);
    }
    expect((await preview('?limit=500&offset=2344')).rows).toEqual([row(2344)]);
    expect(await preview('?offset=2345')).toMatchObject({ rows: [], total: 2345, limit: 50 });
    expect((await preview()).rows).toHaveLength(50);
  });

  it('of an unknown dataset is a 404, with a bad query a 422', async () => {
    await createDataset(app, 'a\n1\n');
    for (const part of ['preview', 'profile', 'download']) {
      expect((await app.inject(`/datasets/2/${part}`)).statusCode).toBe(404);
      expect((await app.inject(`/datasets/x/${part}`)).statusCode).toBe(422);
    }
    for (const query of ['limit=0', 'limit=501', 'offset=-1', 'offset=x', 'page=1']) {
      expect([query, (await app.inject(`/datasets/1/preview?${query}`)).statusCode]).toEqual([query, 422]);
    }
  });
});

describe('a profile', () => {
  const profile = async (csv: string) => {
    const { id } = await createDataset(app, csv);
    return (await app.inject(`/datasets/${id}/profile`)).json<DatasetProfile>();
  };

  it('of numbers is their moments and quantiles', async () => {
    // Of 1, 2, 3, 4, 10: mean 20 / 5; squares of deviations 9 + 4 + 1 + 0 + 36 = 50, so std = sqrt(50 / 5).
    const { rows, columns } = await profile('n\n4\n1\n\nNA\n10\n3\n2\n');
    expect(rows).toBe(6);
    expect(columns).toMatchObject([
      { name: 'n', type: 'numeric', missing: 1, distinct: 5, min: 1, max: 10, mean: 4, std: Math.sqrt(10) },
    ]);
    expect(columns[0].quantiles).toEqual({ q25: 2, q50: 3, q75: 4 });
    const { histogram = [] } = columns[0];
    // 20 bins of 0.45: 1 in the first, 2 in [1.9, 2.35), 3 in [2.8, 3.25), 4 in [3.7, 4.15), 10 in the last.
    expect(histogram).toHaveLength(20);
    expect(histogram.flatMap(({ count }, bin) => (count > 0 ? [[bin, count]] : []))).toEqual([
      [0, 1],
      [2, 1],
      [4, 1],
      [6, 1],
      [19, 1],
    ]);
    expect(histogram[19].to).toBe(10);
  });

  it('is of one column where it is asked for', async () => {
    const { id } = await createDataset(app, 'a,b c\n1,2\n');
    const of = (column: string) => app.inject({ url: `/datasets/${id}/profile`, query: { column } });
    expect((await of('b c')).json()).toMatchObject({ rows: 1, columns: [{ name: 'b c', mean: 2 }] });
    const refused = await of('d');
    expect(refused.statusCode).toBe(422);
    expect(refused.json()).toMatchObject({ errors: [{ path: '/column', reason: 'unknown_column' }] });
  });

  it('of words is the most frequent ones', async () => {
    const { columns } = await profile('w\nb\na\nb\nc\na\nb\n"?"\n');
    expect(columns).toEqual([
      {
        name: 'w',
        type: 'categorical',
        missing: 1,
        distinct: 3,
        top: [
          { value: 'b', count: 3 },
          { value: 'a', count: 2 },
          { value: 'c', count: 1 },
        ],
      },
    ]);
  });

  it('of one value has one bin, of none no figures', async () => {
    const { columns } = await profile('same,none\n7,\n7,\n');
    expect(columns).toEqual([
      {
        name: 'same',
        type: 'numeric',
        missing: 0,
        distinct: 1,
        min: 7,
        max: 7,
        mean: 7,
        std: 0,
        quantiles: { q25: 7, q50: 7, q75: 7 },
        histogram: [{ from: 7, to: 7, count: 2 }],
      },
      {
        name: 'none',
        type: 'numeric',
        missing: 2,
        distinct: 0,
        min: null,
        max: null,
        mean: null,
        std: null,
        quantiles: { q25: null, q50: null, q75: null },
      },
    ]);
  });

  it('says where there are more distinct values than it counts', async () => {
    const { columns } = await profile(`id\n${Array.from({ length: 10_001 }, (_, index) => `id-${index}`).join('\n')}`);
    expect(columns).toMatchObject([{ distinct: 10_000, distinct_is_more: true }]);
  });
});

describe('PATCH /datasets/{id}', () => {
  beforeEach(async () => {
    await createDataset(app, 'a,b\n1,x\n');
  });

  it('changes names, target and what columns are for, and not the bytes', async () => {
    const { sha256 } = (await app.inject('/datasets/1')).json<Dataset>();
    const columns = [
      { name: 'a', type: 'numeric', role: 'identifier' },
      { name: 'b', type: 'categorical', categories: ['x', 'y'] },
    ];
    const changes = { name: 'new', description: 'text', target: 'b', columns };
    expect((await patch(changes)).json()).toMatchObject({ ...changes, sha256 });
    expect((await app.inject('/datasets/1')).json()).toMatchObject({ ...changes, sha256 });
    expect((await patch({ target: null })).json()).toMatchObject({ target: null, name: 'new' });
  });

  it('takes the roles of as many columns as were stored', async () => {
    const columns = Array.from({ length: 3_000 }, (_, i) => ({ name: `${'x'.repeat(400)}${i}`, type: 'numeric' }));
    await post({ name: 'wide', columns, rows: [columns.map(() => 1)] });
    const changed = columns.map((column) => ({ ...column, role: 'ignored' }));
    const answer = await app.inject({ method: 'PATCH', url: '/datasets/2', payload: { columns: changed } });
    expect(answer.json<Dataset>().columns).toEqual(changed);
  });

  it('names fifty columns of many that it is not given in their order', async () => {
    const columns = Array.from({ length: 60 }, (_, i) => ({ name: `x${i}`, type: 'numeric' }));
    await post({ name: 'wide', columns, rows: [columns.map(() => 1)] });
    const response = await app.inject({ method: 'PATCH', url: '/datasets/2', payload: { columns: columns.slice(1) } });
    expect(errorsOf(response)?.[0].message).toMatch(/\(x0, .*, x49 and 10 more\), got x1, .*, x50 and 9 more$/);
  });

  it.each([
    [{}, '/', 'must have at least 1 field'],
    [{ rows: 5 }, '/rows', 'is not a known field'],
    [{ sha256: 'x' }, '/sha256', 'is not a known field'],
    [{ name: '' }, '/name', 'must be at least 1 character long, got ""'],
    [{ target: 'c' }, '/target', 'must be one of the columns a, b, got "c"'],
    [
      { columns: [{ name: 'a', type: 'numeric' }] },
      '/columns',
      'must name the stored columns in their order (a, b), got a',
    ],
    [
      {
        columns: [
          { name: 'b', type: 'categorical' },
          { name: 'a', type: 'numeric' },
        ],
      },
      '/columns',
      'must name the stored columns in their order (a, b), got b, a',
    ],
  ])('refuses %j', async (payload, path, message) => {
    const before = (await app.inject('/datasets/1')).json();
    const response = await patch(payload);
    expect(response.statusCode).toBe(422);
    expect(errorsOf(response)).toMatchObject([{ path, message }]);
    expect((await app.inject('/datasets/1')).json()).toEqual(before);
  });

  it('refuses to call a column of words numeric', async () => {
    const response = await patch({
      columns: [
        { name: 'a', type: 'numeric' },
        { name: 'b', type: 'numeric' },
      ],
    });
    expect(response.statusCode).toBe(422);
    expect(errorsOf(response)).toMatchObject([
      { path: '/columns/1/type', message: 'must be categorical: b has the value "x"' },
    ]);
  });
});

describe('GET /datasets', () => {
  it('pages, sorts and filters', async () => {
    await createDataset(app, 'a\n1\n', { name: 'Titanic 100%' });
    await createDataset(app, 'a\n1\n2\n', { name: 'iris_1', source: { kind: 'collector' } });
    await createDataset(app, 'a\n1\n2\n3\n', { name: 'wine' });
    const names = async (query: string) =>
      (await app.inject(`/datasets?${query}`)).json<Page<Dataset>>().items.map(({ name }) => name);
    expect(await names('')).toEqual(['wine', 'iris_1', 'Titanic 100%']);
    expect(await names('sort=-rows&limit=1&offset=1')).toEqual(['iris_1']);
    expect(await names('sort=name')).toEqual(['Titanic 100%', 'iris_1', 'wine']);
    expect(await names('name=titanic')).toEqual(['Titanic 100%']);
    expect(await names('name=%25')).toEqual(['Titanic 100%']);
    expect(await names('name=_')).toEqual(['iris_1']);
    expect(await names('source=collector')).toEqual(['iris_1']);
    expect(await names('source=upload')).toEqual([]);
    for (const query of ['source=x', 'sort=profile', 'limit=1e9', 'color=red']) {
      expect([query, (await app.inject(`/datasets?${query}`)).statusCode]).toEqual([query, 422]);
    }
  });

  it('lists equal ones by their ids, in the direction asked for', async () => {
    for (const csv of ['a\n1\n', 'a\n2\n']) await createDataset(app, csv, { name: 'same' });
    const ids = async (query: string) =>
      (await app.inject(`/datasets?${query}`)).json<Page<Dataset>>().items.map(({ id }) => id);
    expect([await ids('sort=name'), await ids('sort=-name')]).toEqual([
      [1, 2],
      [2, 1],
    ]);
  });
});
