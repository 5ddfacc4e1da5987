import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import type { Static, TObject, TSchema } from 'typebox';
import { compileStrict, fieldErrors } from './validation.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A config.yaml or an environment variable that stops the start, with every fault by its path. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads config.yaml in the folder `root` and lays the environment over it: `SERVICES__STORAGE_URL` sets
 * `services.storage_url`. Throws ConfigError on a wrong or unknown key.
 */
export function loadConfig<T extends TObject>(schema: T, root: URL, env: Environment): Static<T> {
  const values = readYaml(new URL('config.yaml', root));
  for (const [variable, value] of Object.entries(env)) {
    const path = variable.toLowerCase().split('__');
    if (path.length < 2 || value === undefined || !(path[0] in schema.properties)) continue;
    setPath(values, path, readValue(schemaAt(schema, path), value));
  }
  const validate = compileStrict(schema);
  if (!validate(values)) {
    const faults = fieldErrors(validate.errors ?? []).map(({ path, message }) => `${dotted(path)} ${message}`);
    throw new ConfigError(`config.yaml or its environment variables: ${faults.join('; ')}`);
  }
  return values as Static<T>;
}

type Tree = Record<string, unknown>;

function readYaml(url: URL): Tree {
  const values = load(readFileSync(url, 'utf8'));
  if (!isTree(values)) throw new ConfigError('config.yaml must be a mapping of sections');
  return values;
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

/** Text stays text where the schema wants text: a password of digits is no number. */
function readValue(schema: TSchema | undefined, text: string): unknown {
  return (schema as { type?: unknown } | undefined)?.type === 'string' ? text : load(text);
}

function dotted(pointer: string): string {
  return pointer.slice(1).replaceAll('/', '.');
}
