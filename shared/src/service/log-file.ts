import { closeSync, existsSync, openSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { createStream, type RotatingFileStream } from 'rotating-file-stream';
import { makeFolders } from '../files/folder.js';
import type { LoggingSettings } from './settings.js';
import { StartError } from './start-error.js';

/** How long a file that could not be written to is left alone, and one that could is taken to be there. */
const PAUSE_MS = 10_000;
/** What a start does not stop for: there may be room again. */
const PASSING = new Set(['ENOSPC', 'EDQUOT', 'EMFILE', 'ENFILE']);

/**
 * The file of a log, rotated by size. While it cannot be written to, as on a full disk, its lines are dropped: they are on
 * stdout as well, and a service that can still read and delete must not end for them. One that is removed or moved away is
 * begun anew.
 */
export class LogFile {
  readonly #path: string;
  readonly #settings: LoggingSettings;
  readonly #onFault: (error: Error) => void;
  #stream: RotatingFileStream | undefined;
  #lookAt = 0;

  /** Throws a StartError where there cannot be a file at `path`. `onFault` is told when lines begin to be dropped. */
  constructor(path: string, settings: LoggingSettings, onFault: (error: Error) => void) {
    this.#path = path;
    this.#settings = settings;
    this.#onFault = onFault;
    mustBeWritable(path);
  }

  write(lines: string): void {
    if (performance.now() >= this.#lookAt) this.#look();
    this.#stream?.write(lines);
  }

  /** Resolves when every line is in the file. */
  async close(): Promise<void> {
    await new Promise<void>((resolve) => (this.#stream ? this.#stream.end(() => resolve()) : resolve()));
  }

  #look(): void {
    this.#lookAt = performance.now() + PAUSE_MS;
    if (this.#stream && existsSync(this.#path)) return;
    this.#stream?.end();
    this.#stream = this.#open();
  }

  #open(): RotatingFileStream {
    const { max_size_mb, max_files } = this.#settings;
    const options = { path: dirname(this.#path), size: `${max_size_mb}M`, maxFiles: max_files } as const;
    const stream = createStream(basename(this.#path), options);
    return stream.on('error', (error: Error) => {
      // Not that of a file that was moved away: another may have taken its place.
      if (this.#stream === stream) this.#stream = undefined;
      this.#lookAt = performance.now() + PAUSE_MS;
      this.#onFault(error);
    });
  }
}

function mustBeWritable(path: string): void {
  try {
    makeFolders(dirname(path), 0o777);
    closeSync(openSync(path, 'a'));
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (PASSING.has(code)) return;
    throw new StartError(
      `logging.file is ${path}, which cannot be written (${code}); empty, stdout alone has the log`,
      {
        cause: error,
      },
    );
  }
}
