import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Type from 'typebox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProblemDetails } from '../../src/contracts/index.js';
import { type App, createService } from '../../src/service/index.js';
import { commonSettings } from './settings.js';

const Body = Type.Object(
  {
    text: Type.Optional(Type.String()),
    rate: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
    words: Type.Optional(Type.Array(Type.String())),
    rows: Type.Optional(
      Type.Array(Type.Union([Type.Array(Type.Number()), Type.Object({}, { additionalProperties: false })])),
    ),
    anything: Type.Optional(Type.Unknown()),
  },
  { additionalProperties: false },
);

let app: App;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'service-'));
  writeFileSync(join(folder, 'package.json'), '{"version": "1.2.3"}');
  app = await createService({
    name: 'probe',
    title: 'Probe',
    root: pathToFileURL(`${folder}/`),
    settings: commonSettings(),
  });
  app.post('/things', { bodyLimit: 32 * 1024 * 1024, schema: { body: Body } }, (request) => request.body);
});
afterAll(() => app.close());

async function refusal(payload: string | Buffer): Promise<[status: number, ...messages: string[]]> {
  const response = await app.inject({
    method: 'POST',
    url: '/things',
    payload,
    headers: { 'content-type': 'application/json' },
  });
  const { status, detail, errors = [] } = response.json<ProblemDetails>();
  return [status, ...(errors.length > 0 ? errors.map(({ path, message }) => `${path} ${message}`) : [detail])];
}
const nested = (depth: number, inner = '') => `${'['.repeat(depth)}${inner}${']'.repeat(depth)}`;
const list = (n: number, item: string) => `[${new Array(n).fill(item).join(',')}]`;

describe('a body that is no JSON of ours', () => {
  it('is refused in another encoding than UTF-8', async () => {
    expect(await refusal(Buffer.from('{"text":"café"}', 'latin1'))).toEqual([400, 'The body is not UTF-8 text.']);
    expect(await refusal(Buffer.from('{"text":"cafe"}', 'utf16le'))).toEqual([400, 'The body is not valid JSON.']);
  });

  it.each([
    ['cut off', '{"text":"a'],
    ['not JSON', 'text=a'],
    ['a lone bracket', '['],
    ['cut off behind a prototype', '{"__proto__":{"text":"a"}'],
  ])('is refused: %s', async (_what, payload) => {
    expect(await refusal(payload)).toEqual([400, 'The body is not valid JSON.']);
  });

  it.each([
    ['a prototype', '{"__proto__":{"text":"a"}}'],
    ['a prototype by its constructor', '{"anything":{"constructor":{"prototype":{"polluted":1}}}}'],
  ])('is refused for its keys: %s', async (_what, payload) => {
    const keys = 'a key "__proto__", or "constructor" with a "prototype" in it';
    expect(await refusal(payload)).toEqual([400, `The body has ${keys}, which no object here may have.`]);
    expect([Reflect.get({}, 'polluted'), Reflect.get({}, 'text')]).toEqual([undefined, undefined]);
  });

  it.each([
    ['lists', nested(500_000)],
    ['objects', `${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`],
    ['what any value is taken for', `{"anything":${nested(100)}}`],
  ])('is refused where it nests too deep: %s', async (_what, payload) => {
    expect(await refusal(payload)).toEqual([400, 'The body nests lists and objects more than 100 deep.']);
  });

  it('may nest a hundred deep, and have any brackets in its strings', async () => {
    const payload = `{"anything":${nested(99, '"\\"[[["')},"text":${JSON.stringify('\\"{'.repeat(1000))}}`;
    const response = await app.inject({ method: 'POST', url: '/things', payload: JSON.parse(payload) as object });
    expect(response.statusCode).toBe(200);
  });

  it.each(['"a\\u0000"', '"\\\\\\u0000"', '"\\ud83d"', '"\\ude00"', '"\\ud83d \\ude00"'])(
    'is refused where its text cannot be stored: %s',
    async (text) => {
      const told = 'The body has text that cannot be stored: the character NUL, or half of a pair.';
      expect(await refusal(`{"text":${text}}`)).toEqual([422, told]);
    },
  );

  it.each(['gzip', 'br', 'gzip, gzip', 'x-unheard-of'])('is refused where it is coded: %s', async (coding) => {
    const headers = { 'content-type': 'application/json', 'content-encoding': coding };
    const response = await app.inject({ method: 'POST', url: '/things', payload: '{"text":"a"}', headers });
    expect([response.statusCode, response.json<ProblemDetails>().detail]).toEqual([
      415,
      `A body must come without Content-Encoding, got ${coding}.`,
    ]);
  });

  it.each(['"\\\\u0000"', '"\\ud83d\\ude00"', '"\\u0416"', '"🙂"'])('keeps all other text: %s', async (text) => {
    const headers = { 'content-type': 'application/json' };
    const response = await app.inject({ method: 'POST', url: '/things', payload: `{"text":${text}}`, headers });
    expect(response.json()).toEqual({ text: JSON.parse(text) });
  });
});

describe('what is wrong with a body', () => {
  it('is a number that only looks finite', async () => {
    expect(await refusal('{"rate":1e999}')).toEqual([422, '/rate must be a number, got Infinity']);
  });

  it('is told of every field, up to a hundred', async () => {
    const told = await refusal(`{"words":${list(300, '1')}}`);
    expect(told).toHaveLength(101);
    expect(told.at(-1)).toBe('/words/99 must be a string, got 1');
  });

  it.each([
    ['words', list(1_000_000, '1'), '/words/0 must be a string, got 1'],
    ['rows', list(1_000_000, '1'), '/rows/0 must be an array or an object, got 1'],
    ['text', list(1_000_000, '1'), '/text must be a string, got a list of 1000000'],
  ])('is told by its first fault where it is long: %s', async (field, value, told) => {
    expect(await refusal(`{"${field}":${value}}`)).toEqual([422, told]);
  });

  it('is shown in 80 characters', async () => {
    expect(await refusal(`{"rate":"${'a'.repeat(100_000)}"}`)).toEqual([
      422,
      `/rate must be a number, got "${'a'.repeat(79)}…`,
    ]);
  });
});
