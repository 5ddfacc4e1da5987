import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { SourceInfo } from '@ml-microservices/shared/contracts';
import { StartError } from '@ml-microservices/shared/service';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { buildApp } from '../../src/app.js';
import { ROOT } from '../../src/config.js';
import { download } from '../../src/source/download.js';
import { build, ownSource, temporaryFolder, testConfig } from '../build.js';

const TITANIC = new URL('data/titanic.csv', ROOT);

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/titanic.csv`;
}

async function startFault(overrides: Record<string, string>): Promise<string> {
  const config = testConfig({ STATE__PATH: join(temporaryFolder(), 'state'), ...overrides });
  const fault: unknown = await buildApp(config).then(
    (app) => app.close(),
    (error) => error,
  );
  if (!(fault instanceof StartError)) throw new Error(`a StartError was expected, got ${fault}`);
  expect(fault.message).not.toContain('\n');
  return fault.message;
}

describe('a source that is missing', () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = temporaryFolder();
    path = join(folder, 'titanic.csv');
  });
  const fetchedFrom = (url: string) => ({ DATA__SOURCE_PATH: path, DATA__SOURCE_URL: url });

  it('is fetched, and kept for the next start', async () => {
    const url = await serve((_request, response) => response.end(readFileSync(TITANIC)));
    const app = await build(fetchedFrom(url));
    expect((await app.inject('/info')).json<SourceInfo>().total).toBe(891);
    expect(readFileSync(path).equals(readFileSync(TITANIC))).toBe(true);
    expect(readdirSync(folder)).toEqual(['titanic.csv']);
    await build(fetchedFrom('http://unused.invalid/'));
    await build({ ...fetchedFrom(url), DATA__SOURCE_PATH: join(folder, 'new', 'titanic.csv') });
  });

  it.each([301, 302, 303, 307, 308])('A7: is not looked for where its address sends on to, by %i', async (status) => {
    let asked = 0;
    const inner = await serve((_request, response) => {
      asked++;
      response.end(readFileSync(TITANIC));
    });
    const url = await serve((_request, response) => response.writeHead(status, { location: inner }).end());
    expect(await startFault(fetchedFrom(url))).toContain(`it sends on to ${inner}, which is not asked`);
    expect(asked).toBe(0);
  });

  it.each(['file:///etc/passwd', 'ftp://example.com/a', 'gopher://example.com/', '/etc/passwd'])(
    'A7: has no address like %s',
    (url) => expect(() => testConfig(fetchedFrom(url))).toThrow('data.source_url must be'),
  );

  it.each<[string, RequestListener, Record<string, string>, string]>([
    [
      'other bytes',
      (_request, response) => response.end('PassengerId,Survived\n892,1\n'),
      {},
      `what it sends has the sha256 ${createHash('sha256').update('PassengerId,Survived\n892,1\n').digest('hex')}`,
    ],
    ['a failure', (_request, response) => response.writeHead(404).end('gone'), {}, 'it answers with status 404'],
    [
      'a body without an end',
      function endless(_request, response) {
        while (response.write('x'.repeat(65_536)));
        response.once('drain', () => endless(_request, response));
      },
      { DATA__MAX_BYTES: '1000000' },
      'it sends more than 1000000 bytes',
    ],
    [
      'a body that breaks off',
      (_request, response) => {
        response.writeHead(200, { 'content-length': 60_302 });
        response.write('PassengerId', () => response.destroy());
      },
      {},
      'terminated (UND_ERR_SOCKET)',
    ],
  ])('stops the start where the address has %s, and leaves nothing', async (_name, listener, more, reason) => {
    const url = await serve(listener);
    const fault = await startFault({ ...fetchedFrom(url), ...more });
    expect(fault).toContain(`${path} is missing and cannot be fetched from ${url}: ${reason}`);
    expect(fault).toContain(`Put a copy with the sha256 4a437fde`);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('stops the start where nobody listens', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const fault = await startFault(fetchedFrom(`http://127.0.0.1:${port}/titanic.csv`));
    expect(fault).toContain('fetch failed (ECONNREFUSED)');
  });

  it('is not waited for without end', async () => {
    const url = await serve((_request, response) => void response.write('PassengerId'));
    const wanted = { url, sha256: '0'.repeat(64), maxBytes: 1000, timeoutMs: 50 };
    await expect(download(path, wanted)).rejects.toThrow('it takes longer than 0.05 s');
    expect(existsSync(`${path}.part`)).toBe(false);
  });

  it('is never fetched unchecked in the place of a file of the user', async () => {
    const url = await serve((_request, response) => response.end('a\n1\n'));
    expect(await startFault({ ...fetchedFrom(url), DATA__SHA256: '' })).toBe(
      `${path} is not there; data.source_path names it`,
    );
  });
});

describe('a source that is not as the settings say', () => {
  it('has another sha256: tells how to take a file of one’s own', async () => {
    const path = join(temporaryFolder(), 'titanic.csv');
    copyFileSync(TITANIC, path);
    truncateSync(path, 60_000);
    const fault = await startFault({ DATA__SOURCE_PATH: path });
    expect(fault).toMatch(/has the sha256 [0-9a-f]{64}, but data\.sha256 is 4a437fde/);
    expect(fault).toContain("set data.sha256 to '' and data.dictionary_path to '' or to its dictionary");
  });

  it('is larger than allowed', async () => {
    expect(await startFault({ DATA__MAX_BYTES: '60301' })).toBe(
      'data/titanic.csv has 60302 bytes; data.max_bytes allows 60301',
    );
  });

  it('is a folder', async () => {
    expect(await startFault({ DATA__SOURCE_PATH: 'data' })).toBe('data cannot be read (EISDIR)');
  });
});

describe('a source of the user', () => {
  it.each([
    ['', 'The CSV is empty: a header line was expected.'],
    ['a,b\n', 'line 2: a row was expected after the header'],
    ['a,b\n1,2\n3\n', 'line 3: 1 field where the header has 2'],
    ['a,a\n1,2\n', 'line 1: column 2 of the header repeats the name "a"'],
    ['a,b\n1,"2\n', 'line 2: a quoted field is not closed'],
    ['a\n\0\n', 'line 2: this is not text: it has a NUL byte'],
  ])('is refused by line: %j', async (csv, message) => {
    const overrides = ownSource(csv);
    expect(await startFault(overrides)).toBe(`${overrides.DATA__SOURCE_PATH}: ${message}`);
  });

  it('is read as a spreadsheet of another language wrote it', async () => {
    const app = await build(ownSource(Buffer.from('Größe;Ort\n1,85;Köln\n', 'latin1')));
    expect((await app.inject('/batch')).json().rows).toEqual([{ Größe: 1.85, Ort: 'Köln' }]);
    const { preprocessing } = (await app.inject('/info')).json<SourceInfo>();
    expect(preprocessing.map(({ step, count }) => [step, count])).toEqual([
      ['read_encoding', 3],
      ['read_delimiter', 1],
      ['read_decimal_commas', 1],
    ]);
  });

  it('is typed by its dictionary before its values', async () => {
    const zip = '  - {name: zip, type: categorical, role: ignored, categories: ["01067", "04103"]}\n';
    const app = await build(ownSource('zip,n\n01067,NaN\n 04103 ,7\n', `columns:\n${zip}`));
    expect((await app.inject('/batch')).json().rows).toEqual([
      { zip: '01067', n: null },
      { zip: ' 04103 ', n: 7 },
    ]);
  });

  it.each([
    ['columns:\n  - {name: c, type: numeric}\n', /own\.csv: has no column c, which the data dictionary describes$/],
    ['columns:\n  - {name: b, type: numeric}\n', /own\.csv: line 2: b must be a number, got "x"$/],
    [
      'columns:\n  - {name: b, type: categorical, categories: [y, z]}\n',
      /own\.csv: line 2: b must be one of y, z, got "x"$/,
    ],
    ['columns:\n  - {name: a, type: integer}\n', /own\.yaml: columns\.0\.type must be one of "numeric", "categorical"/],
    ['columns:\n  - {name: a, type: numeric, unit: m}\n', /own\.yaml: columns\.0\.unit is not a known field$/],
    ['columns: []\nunits: []\n', /own\.yaml: units is not a known field$/],
    ['columns: [}\n', /own\.yaml is not valid YAML: line 1: /],
    ['columns:\n  - {name: a, type: numeric}\n  - {name: a, type: numeric}\n', /own\.yaml describes a column twice$/],
    [
      'columns:\n  - {name: a, type: numeric, role: target}\n  - {name: b, type: categorical, role: target}\n',
      /own\.yaml has more than one target: a, b$/,
    ],
  ])('is not started with a dictionary that does not fit: %j', async (dictionary, message) => {
    expect(await startFault(ownSource('a,b\n1,x\n', dictionary))).toMatch(message);
  });

  it('is not started with a dictionary that is not there', async () => {
    const overrides = ownSource('a\n1\n');
    const fault = await startFault({ ...overrides, DATA__DICTIONARY_PATH: '/nowhere/own.yaml' });
    expect(fault).toBe('/nowhere/own.yaml cannot be read (ENOENT)');
  });

  it('keeps its place and its words over every byte of a long text', async () => {
    const words = Array.from({ length: 5000 }, (_, index) => `wörd ${'🙂'.repeat(index % 40)} ${index}`);
    const app = await build(ownSource(`word\n${words.join('\n')}\n`));
    for (const offset of [0, 1234, 4999]) {
      const { rows } = (await app.inject(`/batch?size=1&offset=${offset}`)).json();
      expect(rows).toEqual([{ word: words[offset] }]);
    }
  });
});

it('is unwell where its file is taken away, and still gives out what it has', async () => {
  const overrides = ownSource('a\n1\n');
  const app = await build(overrides);
  rmSync(overrides.DATA__SOURCE_PATH);
  const health = await app.inject('/health');
  expect(health.statusCode).toBe(503);
  expect(health.json().checks[0]).toMatchObject({ name: 'source', detail: 'the source file cannot be read (ENOENT)' });
  expect((await app.inject('/batch')).json().rows).toEqual([{ a: 1 }]);
});
