import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Type from 'typebox';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError, loadConfig, loadYaml } from '../../src/service/config.js';
import { StartError } from '../../src/service/index.js';

const closed = { additionalProperties: false } as const;
const Config = Type.Object(
  {
    service: Type.Object({ port: Type.Integer({ maximum: 65_535 }), host: Type.String() }, closed),
    data: Type.Object({ sizes: Type.Array(Type.Integer()) }, closed),
  },
  closed,
);
const YAML = 'service:\n  port: 8001\n  host: 127.0.0.1\ndata:\n  sizes: [1, 2]\n';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'config-'));
  writeFileSync(join(folder, 'config.yaml'), YAML);
});

afterEach(() => rmSync(folder, { recursive: true }));

const read = (env: Record<string, string> = {}) => loadConfig(Config, pathToFileURL(`${folder}/`), env);

describe('config.yaml', () => {
  it('is read, and the environment is laid over it by path', () => {
    expect(read()).toEqual({ service: { port: 8001, host: '127.0.0.1' }, data: { sizes: [1, 2] } });
    const env = { SERVICE__PORT: '9000', SERVICE__HOST: '42', DATA: '/srv', PATH: '/bin', OTHER__KEY: 'x' };
    expect(read(env)).toEqual({ service: { port: 9000, host: '42' }, data: { sizes: [1, 2] } });
    expect(read({ DATA__SIZES: '[3]' }).data).toEqual({ sizes: [3] });
  });

  it('may leave a section empty that the environment fills', () => {
    writeFileSync(join(folder, 'config.yaml'), 'service:\n  port: 8001\n  host: 127.0.0.1\ndata:\n');
    expect(read({ DATA__SIZES: '[3]' }).data).toEqual({ sizes: [3] });
  });

  it('takes a secret from the file that a variable with _FILE names', () => {
    const file = join(folder, 'secret');
    writeFileSync(file, 's3cret\n');
    const plain = { service: { port: 8001, host: '127.0.0.1' }, data: { sizes: [1, 2] } };
    expect(read({ SERVICE__HOST_FILE: file })).toEqual({ ...plain, service: { port: 8001, host: 's3cret' } });
    writeFileSync(file, '[4]');
    expect(read({ DATA__SIZES_FILE: file })).toEqual({ ...plain, data: { sizes: [4] } });
    expect(() => read({ SERVICE__HOST_FILE: join(folder, 'gone') })).toThrow(
      'the file that SERVICE__HOST_FILE names cannot be read (ENOENT)',
    );
    expect(() => read({ SERVICE__HOTS_FILE: file })).toThrow('service.hots_file is not a known field');
  });

  it.each([
    ['before', (file: string) => ({ SERVICE__HOST_FILE: file, SERVICE__HOST: '' })],
    ['behind', (file: string) => ({ SERVICE__HOST: '', SERVICE__HOST_FILE: file })],
  ])('takes the secret of a file named %s a value, as compose sets an empty one', (_where, environment) => {
    const file = join(folder, 'secret');
    writeFileSync(file, 's3cret\n');
    expect(read(environment(file)).service.host).toBe('s3cret');
  });

  it('repeats no secret in what it complains of', () => {
    const Secrets = Type.Object({ ...Config.properties, auth: Type.Object({ token: Type.String({ minLength: 9 }) }) });
    writeFileSync(join(folder, 'config.yaml'), `${YAML}auth:\n  token: hunter2\n`);
    expect(() => loadConfig(Secrets, pathToFileURL(`${folder}/`), {})).toThrow(
      /auth\.token must be at least 9 character long$/,
    );
    const Places = Type.Object({ ...Config.properties, database: Type.Object({ url: Type.Enum(['file:']) }) });
    writeFileSync(join(folder, 'config.yaml'), `${YAML}database:\n  url: http://me:hunter2@there\n`);
    expect(() => loadConfig(Places, pathToFileURL(`${folder}/`), {})).toThrow(/database\.url must be one of "file:"$/);
  });

  it.each([
    [{ SERVICE__PORT: 'eighty' }, 'service.port must be an integer, got "eighty"'],
    [{ SERVICE__PORT: '[' }, 'service.port must be an integer, got "["'],
    [{ SERVICE__PORT: '70000' }, 'service.port must be at most 65535, got 70000'],
    [{ SERVICE__PROT: '1' }, 'service.prot is not a known field'],
    [
      { DATA__SIZES: 'x', SERVICE__PORT: 'y' },
      'service.port must be an integer, got "y"; data.sizes must be an array, got "x"',
    ],
  ])('stops the start for %j', (env, message) => {
    expect(() => read(env)).toThrow(new ConfigError(`config.yaml or its environment variables: ${message}`));
  });

  it.each([
    ['service:\n  port: 1\n  port: 2\n', /^config\.yaml is not valid YAML: line 3: duplicated mapping key$/],
    ['null\n', /^config\.yaml must be a mapping of sections$/],
    ['- 1\n', /^config\.yaml must be a mapping of sections$/],
    [
      'service:\n  port: 1\n',
      /service\.host is required; data is required$|data is required.*service\.host is required$/,
    ],
  ])('stops the start where it is %j', (text, message) => {
    writeFileSync(join(folder, 'config.yaml'), text);
    expect(() => read()).toThrow(message);
    expect(() => read()).toThrow(StartError);
  });

  it('stops the start where it is missing', () => {
    rmSync(join(folder, 'config.yaml'));
    expect(() => read()).toThrow('config.yaml cannot be read (ENOENT)');
  });
});

it('another YAML file is read under its own name', () => {
  const path = join(folder, 'other.yaml');
  const Other = Type.Object({ columns: Type.Array(Type.String()) }, closed);
  writeFileSync(path, 'columns: [a, b]\n');
  expect(loadYaml(Other, path, 'data/other.yaml')).toEqual({ columns: ['a', 'b'] });
  writeFileSync(path, 'columns: [a, 2]\n');
  expect(() => loadYaml(Other, path, 'data/other.yaml')).toThrow('data/other.yaml: columns.1 must be a string, got 2');
});
