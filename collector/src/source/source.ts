import { createHash } from 'node:crypto';
import { constants, existsSync } from 'node:fs';
import { access, readFile, stat } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import { Problem, type SourceInfo } from '@ml-microservices/shared/contracts';
import { StartError } from '@ml-microservices/shared/service';
import { toPlainCsv, toUtf8 } from '@ml-microservices/shared/spreadsheet';
import type { DataSettings } from '../config.js';
import { type Dictionary, readDictionary } from './dictionary.js';
import { download } from './download.js';
import { readTable, type Table } from './table.js';

const DOWNLOAD_TIMEOUT_MS = 60_000;

/** The dataset that is given out in batches. */
export interface Source {
  readonly info: Omit<SourceInfo, 'cursor'>;
  readonly table: Table;
  /** Throws where the file is no longer there to read. */
  check(): Promise<void>;
}

/** Opens the source of the settings, whose paths start at the folder `root`. Throws StartError with what to mend. */
export async function openSource(data: DataSettings, root: string): Promise<Source> {
  const path = resolve(root, data.source_path);
  if (!existsSync(path)) await provide(path, data);
  const bytes = await read(path, data);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (data.sha256 !== '' && sha256 !== data.sha256) {
    throw new StartError(
      `${data.source_path} has the sha256 ${sha256}, but data.sha256 is ${data.sha256}; to collect from a file of your ` +
        `own, set data.sha256 to '' and data.dictionary_path to '' or to its dictionary`,
    );
  }
  return { ...(await describe(bytes, sha256, data, root)), check: () => access(path, constants.R_OK) };
}

/** Fetches the missing file, if it can be told from any other. */
async function provide(path: string, { source_path, source_url, sha256, max_bytes }: DataSettings): Promise<void> {
  if (source_url === '' || sha256 === '')
    throw new StartError(`${source_path} is not there; data.source_path names it`);
  try {
    await download(path, { url: source_url, sha256, maxBytes: max_bytes, timeoutMs: DOWNLOAD_TIMEOUT_MS });
  } catch (error) {
    throw new StartError(
      `${source_path} is missing and cannot be fetched from ${source_url}: ${(error as Error).message}. Put a copy ` +
        `with the sha256 ${sha256} at ${path} and start again`,
      { cause: error },
    );
  }
}

async function read(path: string, { source_path, max_bytes }: DataSettings): Promise<Buffer> {
  try {
    const { size } = await stat(path);
    if (size > max_bytes) throw new StartError(`${source_path} has ${size} bytes; data.max_bytes allows ${max_bytes}`);
    return await readFile(path);
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(`${source_path} cannot be read (${(error as NodeJS.ErrnoException).code})`, { cause: error });
  }
}

async function describe(bytes: Buffer, sha256: string, data: DataSettings, root: string) {
  const { source_path: origin, dictionary_path } = data;
  const dictionary: Dictionary =
    dictionary_path === '' ? new Map() : readDictionary(resolve(root, dictionary_path), dictionary_path);
  const text = await toUtf8(bytes);
  const { table, steps } = tableOf(text.bytes, dictionary, origin);
  const columns = table.profile.map((profile) => ({ ...profile, dictionary: dictionary.get(profile.name) }));
  const target = columns.find((column) => column.dictionary?.role === 'target')?.name ?? null;
  return {
    table,
    info: {
      name: basename(origin, extname(origin)),
      origin,
      sha256,
      total: table.rows,
      target,
      columns,
      preprocessing: [...text.steps, ...steps],
    },
  };
}

function tableOf(text: Buffer, dictionary: Dictionary, origin: string) {
  try {
    const { bytes, steps } = toPlainCsv(text);
    return { table: readTable(bytes, dictionary), steps };
  } catch (error) {
    if (!(error instanceof Problem || error instanceof StartError)) throw error;
    throw new StartError(`${origin}: ${error.message}`, { cause: error });
  }
}
