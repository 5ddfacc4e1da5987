import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * sha256 over texts and over names and contents of files, in order.
 * @param {{ texts?: readonly string[], files?: readonly string[] }} parts
 */
export function digest({ texts = [], files = [] }) {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(`${text}\0`);
  for (const file of files) {
    const bytes = readFileSync(file);
    hash.update(`${file}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}

/**
 * Every file under a folder that is there, sorted; its own entries named in `except` are left out.
 * @param {string} folder
 * @param {ReadonlySet<string>} [except]
 * @returns {string[]}
 */
export function filesUnder(folder, except = new Set()) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !except.has(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesUnder(path) : [path];
    })
    .sort();
}

/** @param {string} path */
export function readStamp(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
