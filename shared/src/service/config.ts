import { readFileSync } from 'node:fs';
import { load, YAMLException } from 'js-yaml';
import type { Static, TObject, TSchema } from 'typebox';
import { compileStrict, fieldErrors } from '../validation/index.js';
import { StartError } from './start-error.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A config.yaml or an environment variable that stops the start, with every fault by its path. */
export class ConfigError extends StartError {
  override readonly name = 'ConfigError';
}

/**
 * Reads config.yaml in the folder `root` and lays the environment over it: `SERVICES__STORAGE_URL` sets
 * `services.storage_url`, and `SERVICES__STORAGE_URL_FILE` names a file that holds it, for secrets. Throws ConfigError
 * on a wrong or unknown key.
 */
export function loadConfig<T extends TObject>(schema: T, root: URL, env: Environment): Static<T> {
  const values = readYaml(new URL('config.yaml', root), 'config.yaml');
  // In this order a file's value comes behind, and replaces, the one that compose sets to nothing beside it.
  for (const [variable, value] of Object.entries(env).sort()) {
    const path = variable.toLowerCase().split('__');
    if (path.length < 2 || value === undefined || !(path[0] in schema.properties)) continue;
    const inFile = schemaAt(schema, path) ? undefined : pathOfFile(schema, path);
    const text = inFile ? readSecret(value, variable) : value;
    setPath(values, inFile ?? path, readValue(schemaAt(schema, inFile ?? path), text));
  }
  return checked(schema, values, 'config.yaml or its environment variables');
}

/** Reads another YAML file that a user writes, such as a data dictionary; `name` is what errors call it. */
export function loadYaml<T extends TObject>(schema: T, path: string | URL, name: string): Static<T> {
  return checked(schema, readYaml(path, name), name);
}

function checked<T extends TObject>(schema: T, values: Tree, name: string): Static<T> {
  const validate = compileStrict(schema);
  if (!validate(values)) {
    const faults = fieldErrors(validate.errors ?? []).map(
      ({ path, message }) => `${dotted(path)} ${shown(path, message)}`,
    );
    throw new ConfigError(`${name}: ${faults.join('; ')}`);
  }
  return values;
}

/** Settings that are secrets or may hold one, as the URL of a database does. */
const SECRET = /^\/auth\/|url$/;

/** What was received instead is told of no secret: the message goes to a log. */
function shown(path: string, message: string): string {
  return SECRET.test(path) ? message.replace(/, got .*$/s, '') : message;
}

type Tree = Record<string, unknown>;

function readYaml(path: string | URL, name: string): Tree {
  const values = parseYaml(path, name);
  if (!isTree(values)) throw new ConfigError(`${name} must be a mapping of sections`);
  return values;
}

function parseYaml(path: string | URL, name: string): unknown {
  try {
    return load(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof YAMLException) {
      const place = error.mark ? `line ${error.mark.line + 1}: ` : '';
      throw new ConfigError(`${name} is not valid YAML: ${place}${error.reason}`, { cause: error });
    }
    throw new ConfigError(`${name} cannot be read (${(error as NodeJS.ErrnoException).code})`, { cause: error });
  }
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function setPath(tree: Tree, path: readonly string[], value: unknown): void {
  const [key, ...rest] = path;
  if (rest.length === 0) {
    tree[key] = value;
    return;
  }
  const branch = tree[key];
  const child = isTree(branch) ? branch : {};
  tree[key] = child;
  setPath(child, rest, value);
}

function schemaAt(schema: TSchema, path: readonly string[]): TSchema | undefined {
  return path.reduce<TSchema | undefined>(
    (node, key) => (node as { properties?: Record<string, TSchema> } | undefined)?.properties?.[key],
    schema,
  );
}

/** The key whose value a file holds, by a path with `_file` behind it. */
function pathOfFile(schema: TSchema, path: readonly string[]): readonly string[] | undefined {
  const key = [...path.slice(0, -1), (path.at(-1) ?? '').replace(/_file$/, '')];
  return schemaAt(schema, key) ? key : undefined;
}

function readSecret(path: string, variable: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigError(`the file that ${variable} names cannot be read (${code})`, { cause: error });
  }
}

/** Text stays text where the schema wants text: a password of digits is no number. */
function readValue(schema: TSchema | undefined, text: string): unknown {
  if ((schema as { type?: unknown } | undefined)?.type === 'string') return text;
  try {
    return load(text);
  } catch {
    return text;
  }
}

function dotted(pointer: string): string {
  return pointer.slice(1).replaceAll('/', '.');
}
