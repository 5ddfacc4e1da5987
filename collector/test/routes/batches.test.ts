import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Batch, ProblemDetails } from '@ml-microservices/shared/contracts';
import type { App } from '@ml-microservices/shared/service';
import { describe, expect, it } from 'vitest';
import { buildApp } from '../../src/app.js';
import { ROOT } from '../../src/config.js';
import { build, ownSource, temporaryFolder, testConfig } from '../build.js';

const COLUMNS = [
  'PassengerId',
  'Survived',
  'Pclass',
  'Name',
  'Sex',
  'Age',
  'SibSp',
  'Parch',
  'Ticket',
  'Fare',
  'Cabin',
  'Embarked',
];

async function batch(app: App, query = ''): Promise<Batch> {
  const response = await app.inject(`/batch${query}`);
  expect(response.statusCode).toBe(200);
  return response.json<Batch>();
}

const ids = ({ rows }: Batch) => rows.map(({ PassengerId }) => PassengerId);
const idsFrom = (first: number, length: number) => Array.from({ length }, (_, index) => first + index);

describe('GET /batch', () => {
  it('gives numbers, words and null for what is missing, in the columns of the source', async () => {
    const app = await build();
    expect(await batch(app, '?size=1&offset=5')).toEqual({
      source: 'titanic',
      offset: 5,
      size: 1,
      total: 891,
      next_offset: 6,
      columns: COLUMNS,
      rows: [
        {
          PassengerId: 6,
          Survived: 0,
          Pclass: 3,
          Name: 'Moran, Mr. James',
          Sex: 'male',
          Age: null,
          SibSp: 0,
          Parch: 0,
          Ticket: '330877',
          Fare: 8.4583,
          Cabin: null,
          Embarked: 'Q',
        },
      ],
    });
  });

  it('takes the size from the config where none is asked for', async () => {
    const app = await build({ DATA__DEFAULT_BATCH_SIZE: '7' });
    expect(ids(await batch(app))).toEqual(idsFrom(1, 7));
  });

  it('goes on where the last batch without an offset ended, and an offset moves nothing', async () => {
    const app = await build();
    expect(ids(await batch(app, '?size=3'))).toEqual([1, 2, 3]);
    expect(ids(await batch(app, '?size=2&offset=100'))).toEqual([101, 102]);
    expect(await batch(app, '?size=2')).toMatchObject({ offset: 3, next_offset: 5 });
  });

  it('gives no row twice and skips none when many ask at once', async () => {
    const app = await build();
    const batches = await Promise.all(Array.from({ length: 100 }, () => batch(app, '?size=9')));
    const given = batches.flatMap(ids).sort((a, b) => Number(a) - Number(b));
    expect(given).toEqual(idsFrom(1, 891));
  });

  it('gives the same rows however often they are asked for, in either form, and no others of another size', async () => {
    const app = await build();
    const first = await batch(app, '?size=2&offset=3');
    const csv = await app.inject({ url: '/batch?size=2&offset=3', headers: { accept: 'text/csv' } });
    expect(csv.body.trimEnd().split('\r\n')).toHaveLength(3);
    expect(await batch(app, '?size=2&offset=3')).toEqual(first);
    expect(ids(await batch(app, '?size=3&offset=3'))).toEqual(idsFrom(4, 3));
    expect(ids(await batch(app, '?size=2&offset=4'))).toEqual(idsFrom(5, 2));
  });

  it('ends with the last rows, then with none', async () => {
    const app = await build();
    expect(await batch(app, '?size=10000&offset=880')).toMatchObject({ size: 11, next_offset: 891 });
    expect((await batch(app, '?size=10000')).rows).toHaveLength(891);
    expect(await batch(app)).toMatchObject({ offset: 891, size: 0, next_offset: null, rows: [] });
    expect(await batch(app, '?offset=5000')).toMatchObject({ offset: 5000, size: 0, next_offset: null, rows: [] });
  });

  it('keeps its place over a restart', async () => {
    const state = join(temporaryFolder(), 'state');
    const first = await build({ STATE__PATH: state });
    await batch(first, '?size=25');
    await first.close();
    const second = await build({ STATE__PATH: state });
    expect((await batch(second, '?size=1')).offset).toBe(25);
    await batch(second, '?size=100');
    await second.inject({ method: 'POST', url: '/reset' });
    await second.close();
    const third = await build({ STATE__PATH: state });
    expect((await batch(third, '?size=1')).offset).toBe(0);
  });

  it('keeps its place where the journal cannot tell of a batch or a reset', async () => {
    const state = join(temporaryFolder(), 'state');
    // Each line wants a file of its own, which there can be none of without the folder.
    const app = await build({ STATE__PATH: state, JOURNAL__MAX_SIZE_MB: '0.00001' });
    await batch(app, '?size=3');
    rmSync(state, { recursive: true });
    expect((await app.inject('/batch?size=5')).statusCode).toBe(500);
    expect((await app.inject({ method: 'POST', url: '/reset' })).statusCode).toBe(500);
    mkdirSync(state);
    expect((await batch(app, '?size=1')).offset).toBe(3);
  });

  it('starts another source at its first row', async () => {
    const state = join(temporaryFolder(), 'state');
    const first = await build({ STATE__PATH: state });
    await batch(first, '?size=25');
    await first.close();
    const second = await build({ STATE__PATH: state, ...ownSource('a\n1\n2\n') });
    expect((await batch(second)).rows).toEqual([{ a: 1 }, { a: 2 }]);
  });

  it('does not start where there can be no folder for it, and names the setting', async () => {
    const state = join(temporaryFolder(), 'file');
    writeFileSync(state, '');
    const started = buildApp(testConfig({ STATE__PATH: join(state, 'state') }));
    await expect(started).rejects.toThrow(/^state\.path is .*state, where there can be no folder \(ENOTDIR\)/);
  });

  it('does not start on a damaged cursor, and says what to do', async () => {
    const state = temporaryFolder();
    writeFileSync(join(state, 'cursor.json'), '{"offset":-1}');
    await expect(buildApp(testConfig({ STATE__PATH: state }))).rejects.toThrow(
      /cursor.json is damaged; delete it to go on from the first row/,
    );
  });

  it('has names of columns and words that are no names and words of JSON', async () => {
    const app = await build(ownSource('"a ""b""",__proto__\n"line\nbreak, ""quoted""",é🙂\n'));
    const { columns, rows } = await batch(app);
    expect(columns).toEqual(['a "b"', '__proto__']);
    expect(Object.entries(rows[0])).toEqual([
      ['a "b"', 'line\nbreak, "quoted"'],
      ['__proto__', 'é🙂'],
    ]);
  });
});

describe('GET /batch as CSV', () => {
  const csv = (app: App, query: string, accept = 'text/csv') =>
    app.inject({ url: `/batch${query}`, headers: { accept } });

  it('gives the source as it is, its line ends as RFC 4180 has them', async () => {
    const app = await build();
    const response = await csv(app, '?size=10000');
    expect(response.headers['content-type']).toBe('text/csv; charset=utf-8');
    const source = readFileSync(new URL('data/titanic.csv', ROOT), 'utf8');
    expect(response.body).toBe(source.replace(/\r?\n/g, '\r\n'));
  });

  it('quotes what must be, and writes a lone missing value so that it is no empty line', async () => {
    const app = await build(ownSource('a,b\n"x, ""y""",NA\n" z ",2\n'));
    expect((await csv(app, '?size=5')).body).toBe('a,b\r\n"x, ""y""",\r\n" z ",2\r\n');
    const single = await build(ownSource('a\n"1"\nNA\n'));
    expect((await csv(single, '?size=5')).body).toBe('a\r\n1\r\n""\r\n');
  });

  it.each([
    ['application/json', 'application/json; charset=utf-8'],
    ['*/*', 'application/json; charset=utf-8'],
    ['text/*', 'text/csv; charset=utf-8'],
    ['text/csv;q=0.5, application/json', 'application/json; charset=utf-8'],
    ['text/csv, application/json;q=0.9', 'text/csv; charset=utf-8'],
  ])('answers Accept: %s with %s', async (accept, type) => {
    const response = await csv(await build(), '?size=1', accept);
    expect(response.headers['content-type']).toBe(type);
    expect(response.headers).toMatchObject({ vary: 'accept', 'cache-control': 'no-store' });
  });

  it('refuses another type, and keeps its place', async () => {
    const app = await build();
    const response = await csv(app, '', 'image/png');
    expect(response.statusCode).toBe(406);
    expect(response.json<ProblemDetails>()).toMatchObject({
      code: 'not_acceptable',
      detail: 'A batch is application/json or text/csv, not image/png.',
    });
    expect((await batch(app, '?size=1')).offset).toBe(0);
  });
});

describe('GET /batch refuses', () => {
  it.each([
    ['size=0', '/size', 'must be at least 1, got 0'],
    ['size=10001', '/size', 'must be at most 10000, got 10001'],
    ['size=ten', '/size', 'must be an integer, got "ten"'],
    ['size=1.5', '/size', 'must be an integer, got "1.5"'],
    ['size=', '/size', 'must be an integer, got ""'],
    ['offset=-1', '/offset', 'must be at least 0, got -1'],
    ['offset=9007199254740993', '/offset', 'must be at most 9007199254740991, got 9007199254740992'],
    ['limit=5', '/limit', 'is not a known field'],
    ['size=1&size=2', '/size', 'must be an integer, got ["1","2"]'],
  ])('%s', async (query, path, message) => {
    const app = await build();
    const response = await app.inject(`/batch?${query}`);
    expect(response.statusCode).toBe(422);
    expect(response.json<ProblemDetails>().errors).toMatchObject([{ path, message }]);
    expect((await batch(app, '?size=1')).offset).toBe(0);
  });

  it('every method but GET, of which HEAD would lose rows', async () => {
    const app = await build();
    for (const method of ['HEAD', 'POST', 'PUT', 'DELETE', 'PATCH'] as const) {
      const response = await app.inject({ method, url: '/batch' });
      expect([method, response.statusCode, response.headers.allow]).toEqual([method, 405, 'GET']);
    }
    expect((await batch(app, '?size=1')).offset).toBe(0);
  });
});
