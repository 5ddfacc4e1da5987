import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import type { Dataset, DatasetPreview, ProblemDetails } from '@ml-microservices/shared/contracts';
import type { App } from '@ml-microservices/shared/service';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { build, LARGE_CSV, storedFiles, temporaryFolder, upload } from '../build.js';
import { multipart } from '../multipart.js';

let folder: string;
let app: App;

beforeEach(async () => {
  folder = temporaryFolder();
  app = await build(folder);
});

const csvPart = (content: string | Buffer, filename = 'people.csv') => ({
  name: 'file',
  filename,
  type: 'text/csv',
  content,
});
const uploadCsv = (content: string | Buffer, filename?: string) =>
  upload(app, '/upload/dataset', [csvPart(content, filename)]);

async function preview({ id }: Dataset) {
  return (await app.inject(`/datasets/${id}/preview`)).json<DatasetPreview>();
}

async function expectNothingStored() {
  expect(storedFiles(folder)).toEqual([]);
  for (const list of ['/files', '/datasets']) expect((await app.inject(list)).json().total).toBe(0);
}

describe('POST /upload/dataset', () => {
  it('keeps the bytes as they came and describes them', async () => {
    const csv = 'name,age\r\nAda,36\r\n"O\'Neil, ""J""",\r\n';
    const response = await uploadCsv(csv);
    expect(response.statusCode).toBe(201);
    expect(response.json<Dataset>()).toMatchObject({
      id: 1,
      name: 'people',
      description: '',
      file_id: 1,
      rows: 2,
      columns: [
        { name: 'name', type: 'categorical' },
        { name: 'age', type: 'numeric' },
      ],
      target: null,
      source: { kind: 'upload', name: 'people.csv' },
      preprocessing: [],
      sha256: createHash('sha256').update(csv).digest('hex'),
      bytes: csv.length,
    });
    expect((await preview(response.json())).rows).toEqual([
      { name: 'Ada', age: 36 },
      { name: 'O\'Neil, "J"', age: null },
    ]);
    expect((await app.inject('/datasets/1/download')).body).toBe(csv);
  });

  it.each([
    ['PEOPLE.CSV', 'PEOPLE'],
    ['people.csv.txt', 'people.csv.txt'],
    ['.csv', 'dataset'],
  ])('calls what came as %s %s', async (filename, name) => {
    expect((await uploadCsv('a\n1\n', filename)).json()).toMatchObject({ name, source: { name: filename } });
  });

  it('calls what came under a long name by a name and a file of whole letters', async () => {
    const long = `${'n'.repeat(295)}🙂${'n'.repeat(2)}🙂.csv`;
    const name = long.slice(0, 299);
    expect((await uploadCsv('a\n1\n', long)).json()).toMatchObject({ name, source: { name } });
    expect((await app.inject('/files/1')).json()).toMatchObject({ name: `${'n'.repeat(295)}.csv` });
  });

  it('takes name, description and target beside the file, in any order', async () => {
    const field = (name: string, content: string) => ({ name, content });
    const response = await upload(app, '/upload/dataset', [
      field('name', 'People'),
      csvPart('a,b\n1,2\n'),
      field('description', 'Two of them'),
      field('target', 'b'),
    ]);
    expect(response.json()).toMatchObject({ name: 'People', description: 'Two of them', target: 'b' });
  });

  it.each<[string, string | Buffer, unknown[]]>([
    ['a byte order mark', '\ufeffa,b\n1,x\n', [{ a: 1, b: 'x' }]],
    [
      'CR line ends',
      'a,b\r1,x\r2,y\r',
      [
        { a: 1, b: 'x' },
        { a: 2, b: 'y' },
      ],
    ],
    ['no line end at the end', 'a\n1\n2', [{ a: 1 }, { a: 2 }]],
    ['line breaks in quotes', 'a,b\n"x\ny",1\n', [{ a: 'x\ny', b: 1 }]],
    ['empty lines', 'a\n\n1\n\n\n2\n', [{ a: 1 }, { a: 2 }]],
    ['every way to be missing', 'a\nNA\nN/A\nNaN\nnull\n?\n""\n1\n', [...Array(6).fill({ a: null }), { a: 1 }]],
    ['spaces around cells', ' a ,b\n 1 ,  x\n', [{ a: 1, b: 'x' }]],
    ['words of all languages', 'имя,🙂\nЁлка,"ζ,β"\n', [{ имя: 'Ёлка', '🙂': 'ζ,β' }]],
    ['numbers as programs write them', 'a\n1e3\n-.5\n+2\n', [{ a: 1000 }, { a: -0.5 }, { a: 2 }]],
    ['infinity, which is no number', 'a\n1\nInfinity\n', [{ a: '1' }, { a: 'Infinity' }]],
  ])('reads %s', async (_name, csv, rows) => {
    const response = await uploadCsv(csv);
    expect(response.statusCode).toBe(201);
    expect((await preview(response.json())).rows).toEqual(rows);
  });

  it.each<[string, string | Buffer, string, string]>([
    ['ragged rows', 'a,b\n1,2\n3\n', 'line 3', '1 field where the header has 2'],
    ['ragged rows after a cell of two lines', 'a,b\n"1\n",2\n3,4,5\n', 'line 4', '3 fields where the header has 2'],
    ['a column without a name', 'a,,c\n1,2,3\n', 'line 1', 'column 2 of the header has no name'],
    ['two columns of a name', 'a,b,a\n1,2,3\n', 'line 1', 'column 3 of the header repeats the name "a"'],
    ['a header alone', 'a,b\n', 'line 2', 'a row was expected after the header'],
    ['a quote that is not closed', 'a\n"1\n2\n', 'line 2', 'a quoted field is not closed'],
    [
      'text after a quote',
      'a\n1\n"2"x\n',
      'line 3',
      'a quoted field goes on after its closing quote; a quote inside must be doubled',
    ],
    ['a NUL byte', 'a\n1\n2\0\n3\n', 'line 3', 'this is not text: it has a NUL byte'],
    [
      'a workbook',
      Buffer.from('PK\x03\x04\x14\0\x06\0[Content_Types].xml'),
      'line 1',
      'this is a workbook or an archive; save a sheet of it as CSV UTF-8',
    ],
    ['ragged rows between semicolons', 'a;b\n1;2\n3\n', 'line 3', '1 field where the header has 2'],
    [
      'a damaged letter in UTF-8',
      Buffer.concat([Buffer.from(`n\n${'Müller\n'.repeat(99_997)}`), Buffer.from([0xe9]), Buffer.from('\nx\n')]),
      'line 99999',
      'this is not UTF-8 text; save it as CSV UTF-8',
    ],
    [
      'half a letter at the end',
      Buffer.from('a\n\xc3', 'latin1'),
      'line 2',
      'this is not UTF-8 text; save it as CSV UTF-8',
    ],
    [
      'a name of 1001 letters',
      `${'n'.repeat(1001)}\n1\n`,
      'line 1',
      'column 1 of the header has a name of 1001 characters; at most 1000 are allowed',
    ],
  ])('refuses %s by line, and stores nothing', async (_name, csv, path, message) => {
    const response = await uploadCsv(csv);
    expect(response.statusCode).toBe(422);
    expect(response.json<ProblemDetails>().errors).toMatchObject([{ path, message }]);
    await expectNothingStored();
  });

  it('reads what a spreadsheet of another language writes, and says what it did', async () => {
    const csv = 'Name;Größe\r\nMüller;1,85\r\nSchäfer;1.021,5\r\n';
    const dataset = (await uploadCsv(Buffer.from(csv, 'latin1'))).json<Dataset>();
    expect(dataset).toMatchObject({
      columns: [
        { name: 'Name', type: 'categorical' },
        { name: 'Größe', type: 'numeric' },
      ],
      preprocessing: [
        {
          step: 'read_encoding',
          detail: 'characters beyond ASCII read as Windows-1252',
          count: 4,
          values: { encoding: 'Windows-1252' },
        },
        { step: 'read_delimiter', detail: 'rows read with ";" between fields', count: 2, values: { delimiter: '";"' } },
        { step: 'read_decimal_commas', detail: 'numbers read with a decimal comma', count: 2 },
      ],
    });
    expect((await app.inject(`/datasets/${dataset.id}/download`)).body).toBe(
      'Name,Größe\nMüller,1.85\nSchäfer,1021.5\n',
    );
  });

  it('reads UTF-16, as a spreadsheet saves Unicode text', async () => {
    const response = await uploadCsv(Buffer.from('\ufeffимя\tвозраст\r\nЁлка\t3\r\n', 'utf16le'));
    expect((await preview(response.json())).rows).toEqual([{ имя: 'Ёлка', возраст: 3 }]);
  });

  it('refuses an empty file', async () => {
    const response = await uploadCsv('');
    expect(response.statusCode).toBe(422);
    expect(response.json<ProblemDetails>().detail).toBe('The CSV is empty: a header line was expected.');
    await expectNothingStored();
  });

  it('lists every fault of a header', async () => {
    const response = await uploadCsv('a,a,,b\n1,2,3,4\n');
    expect(response.json<ProblemDetails>().errors).toEqual([
      {
        path: 'line 1',
        message: 'column 2 of the header repeats the name "a"',
        reason: 'repeated_column',
        values: { column: 2, name: 'a' },
      },
      {
        path: 'line 1',
        message: 'column 3 of the header has no name',
        reason: 'unnamed_column',
        values: { column: 3 },
      },
    ]);
  });

  it.each([
    ['a,b\n1,2\n3\n', { reason: 'field_count', values: { fields: 1, header: 2 } }],
    ['a\n"1\n2\n', { reason: 'quote_not_closed', values: {} }],
    ['a\n2\0\n', { reason: 'nul_byte', values: {} }],
  ])('says why by a code with values, for pages in another language: %j', async (csv, said) => {
    expect((await uploadCsv(csv)).json<ProblemDetails>().errors).toMatchObject([said]);
  });

  it('refuses a target that is no column, and stores nothing', async () => {
    const response = await upload(app, '/upload/dataset', [csvPart('a,b\n1,2\n'), { name: 'target', content: 'c' }]);
    expect(response.json<ProblemDetails>().errors).toMatchObject([
      { path: '/target', message: 'must be one of the columns a, b, got "c"' },
    ]);
    await expectNothingStored();
  });

  it('is inert to names that mean something to JavaScript', async () => {
    const response = await uploadCsv('__proto__,constructor\n1,x\n');
    const { rows } = await preview(response.json());
    expect(Object.entries(rows[0])).toEqual([
      ['__proto__', 1],
      ['constructor', 'x'],
    ]);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect({}.constructor).toBe(Object);
  });
});

describe('a multipart body', () => {
  const limit = 1000;
  const sized = (bytes: number) => `a\n${'1'.repeat(bytes - 3)}\n`;

  it.each([
    [limit, 201],
    [limit + 1, 413],
  ])('with a file of %i bytes, where 1000 are allowed, is answered with %i', async (bytes, status) => {
    await app.close();
    app = await build(folder, { FILES__MAX_BYTES: String(limit) });
    for (const url of ['/upload/dataset', '/files']) {
      const response = await upload(app, url, [csvPart(sized(bytes))]);
      expect([url, response.statusCode]).toEqual([url, status]);
      if (status === 413) expect(response.json().detail).toBe('The file is larger than 1000 bytes.');
    }
    if (status === 413) await expectNothingStored();
  });

  it('with a file that is too large by two bytes leaves nothing of all that came before them', async () => {
    await app.close();
    app = await build(folder, { FILES__MAX_BYTES: String(LARGE_CSV.length - 2) });
    for (const url of ['/upload/dataset', '/files']) {
      expect((await upload(app, url, [csvPart(LARGE_CSV)])).statusCode).toBe(413);
    }
    await expectNothingStored();
  });

  it.each([
    ['without its closing boundary', (payload: Buffer) => payload.subarray(0, -6)],
    ['cut off in the middle of the file', (payload: Buffer) => payload.subarray(0, -40)],
    ['cut off in a header', (payload: Buffer) => payload.subarray(0, 50)],
    ['that is empty', () => Buffer.alloc(0)],
    ['that is no multipart', () => Buffer.from('a,b\n1,2\n')],
  ])('%s is a 400 or names the missing file, and leaves nothing', async (_name, broken) => {
    const { payload, contentType } = multipart([csvPart('a,b\n1,2\n3,4\n')]);
    for (const url of ['/upload/dataset', '/files']) {
      const response = await app.inject({
        method: 'POST',
        url,
        payload: broken(payload),
        headers: { 'content-type': contentType },
      });
      expect([400, 422]).toContain(response.statusCode);
      expect(response.json<ProblemDetails>().request_id).toBe(response.headers['x-request-id']);
    }
    await expectNothingStored();
  });

  it('that the client breaks off leaves nothing', async () => {
    await app.listen({ port: 0, host: '127.0.0.1' });
    const { payload, contentType } = multipart([csvPart(`a,b\n${'1,2\n'.repeat(100_000)}`)]);
    for (const url of ['/upload/dataset', '/files']) {
      const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
      socket.write(
        `POST ${url} HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${contentType}\r\nContent-Length: ${payload.length}\r\n\r\n`,
      );
      socket.write(payload.subarray(0, payload.length / 2));
      await vi.waitFor(() => expect(storedFiles(folder)).toHaveLength(1));
      socket.destroy();
      await once(socket, 'close');
      await vi.waitFor(() => expect(storedFiles(folder)).toEqual([]));
    }
    await expectNothingStored();
    expect((await uploadCsv('a\n1\n')).statusCode).toBe(201);
  });

  it('that is refused at its start is read to its end, for a client that reads no answer before', async () => {
    await app.listen({ port: 0, host: '127.0.0.1' });
    const large = csvPart(`a\n${'1'.repeat(60 * 2 ** 20)}`);
    for (const parts of [[large], [csvPart('a\n1\n'), large]]) {
      const { payload, contentType } = multipart(parts);
      const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
      socket.write(
        `POST /upload/dataset HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${contentType}\r\nContent-Length: ${payload.length}\r\n\r\n`,
      );
      await new Promise((resolve) => socket.write(payload, resolve));
      const [answer] = await once(socket.setEncoding('latin1'), 'data');
      expect(answer).toMatch(/^HTTP\/1\.1 422 /);
      socket.destroy();
    }
    await expectNothingStored();
  });

  it.each([
    ['text/csv', 'a\n1\n'],
    ['application/json', '{"csv":"a"}'],
    ['application/x-www-form-urlencoded', 'a=1'],
  ])('is needed: %s is a 415', async (type, payload) => {
    for (const url of ['/upload/dataset', '/files']) {
      const response = await app.inject({ method: 'POST', url, payload, headers: { 'content-type': type } });
      expect([url, response.statusCode]).toEqual([url, 415]);
      expect(response.json<ProblemDetails>().detail).toContain(type);
    }
  });

  it('that is compressed is refused, and leaves nothing', async () => {
    for (const url of ['/upload/dataset', '/files']) {
      const response = await upload(app, url, [csvPart('a\n1\n')], { 'content-encoding': 'gzip' });
      expect([url, response.statusCode]).toEqual([url, 415]);
      expect(response.json<ProblemDetails>().detail).toBe('A body must come without Content-Encoding, got gzip.');
    }
    await expectNothingStored();
  });

  it('without a boundary, or without a content type, is refused', async () => {
    const request = { method: 'POST', url: '/upload/dataset', payload: 'x' } as const;
    const noBoundary = await app.inject({ ...request, headers: { 'content-type': 'multipart/form-data' } });
    expect(noBoundary.statusCode).toBe(400);
    expect((await app.inject({ method: 'POST', url: '/files' })).statusCode).toBe(415);
  });

  it('without a file, with two, with a field twice or unknown, or with a long one is refused, and leaves nothing', async () => {
    const file = csvPart(LARGE_CSV);
    const errors = async (parts: Parameters<typeof upload>[2]) => {
      const response = await upload(app, '/upload/dataset', parts);
      expect(response.statusCode).toBe(422);
      return response.json<ProblemDetails>().errors;
    };
    expect(await errors([{ name: 'name', content: 'x' }])).toEqual([
      { path: '/file', message: 'is required: a part "file" with a file name' },
    ]);
    expect(await errors([file, file])).toEqual([{ path: '/file', message: 'must be sent once' }]);
    const names = ['first', 'second'].map((content) => ({ name: 'name', content }));
    expect(await errors([...names, file])).toEqual([{ path: '/name', message: 'must be sent once' }]);
    expect(await errors([{ ...file, name: 'data' }])).toEqual([
      { path: '/data', message: 'is not a known field; the file goes into "file"' },
    ]);
    expect(await errors([file, { name: 'colour', content: 'red' }])).toEqual([
      { path: '/colour', message: 'is not a known field; file, name, description, target are' },
    ]);
    expect(await errors([file, { name: 'name', content: '' }])).toMatchObject([
      { path: '/name', message: 'must be at least 1 character long, got ""' },
    ]);
    const long = { name: 'description', content: 'x'.repeat(70_000) };
    expect((await upload(app, '/upload/dataset', [file, long])).statusCode).toBe(413);
    await expectNothingStored();
  });

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['..%2f..%2fetc', '..%2f..%2fetc'],
    ['C:\\\\temp\\\\x.csv', 'x.csv'],
    ['-rf', '-rf'],
    ['CON', 'CON'],
    ['имя 🙂.csv', 'имя 🙂.csv'],
    ['\u202egpj.exe', '\u202egpj.exe'],
    ['cafe\u0301.csv', 'café.csv'],
    [`${'n'.repeat(4000)}.csv`, 'n'.repeat(300)],
    [`${'n'.repeat(299)}🙂.csv`, 'n'.repeat(299)],
    ['a\0b.csv', 'ab.csv'],
    ['', 'file'],
  ])('with the file name %s is kept by its digest, the name as text alone', async (filename, name) => {
    const response = await upload(app, '/files', [{ name: 'file', filename, type: 'text/csv', content: 'x' }]);
    expect(response.statusCode).toBe(201);
    expect(response.json()).toMatchObject({ name, bytes: 1 });
    expect(storedFiles(folder)).toEqual([createHash('sha256').update('x').digest('hex')]);
    expect((await app.inject('/files/1/download')).body).toBe('x');
  });
});
