import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Access, type AccessListQuery, DEFAULT_PAGE_SIZE, type Page } from '@ml-microservices/shared/contracts';
import { BYTES_PER_MB } from '@ml-microservices/shared/service';
import type { JournalSettings } from '../config.js';
import { JournalFile } from './journal-file.js';

const FILE_NAME = /^accesses-(\d+)\.jsonl$/;

interface Numbered {
  readonly number: number;
  readonly file: JournalFile;
}

/** Every access, in files `accesses-1.jsonl`, `accesses-2.jsonl`, … of which the oldest goes when there are too many. */
export class Journal {
  readonly #folder: string;
  readonly #maxBytes: number;
  readonly #maxFiles: number;
  /** By age, the oldest first; new lines go into the last. */
  readonly #files: Numbered[];

  constructor(folder: string, { max_size_mb, max_files }: JournalSettings) {
    mkdirSync(folder, { recursive: true });
    this.#folder = folder;
    this.#maxBytes = max_size_mb * BYTES_PER_MB;
    this.#maxFiles = max_files;
    const numbers = readdirSync(folder).flatMap((name) => FILE_NAME.exec(name)?.slice(1).map(Number) ?? []);
    this.#files = numbers.sort((a, b) => a - b).map((number) => this.#open(number));
    if (this.#files.length === 0) this.#files.push(this.#open(1));
  }

  /** When it returns, the line outlives the process. */
  append(access: Access): void {
    const line = Buffer.from(`${JSON.stringify(access)}\n`);
    let last = this.#files[this.#files.length - 1];
    if (last.file.bytes + line.length > this.#maxBytes) last = this.#rotate(last.number + 1);
    last.file.append(line);
  }

  /** By time, which is the order of the lines; the newest first unless `sort` is `time`. */
  page({ limit = DEFAULT_PAGE_SIZE, offset = 0, sort = '-time' }: AccessListQuery): Page<Access> {
    const total = this.#files.reduce((sum, { file }) => sum + file.length, 0);
    const page = { total, limit, offset };
    const end = total - offset;
    if (sort === 'time') return { ...page, items: this.#read(offset, offset + limit) };
    return { ...page, items: this.#read(end - limit, end).reverse() };
  }

  /** Throws where nothing can be written to the journal's folder. */
  async check(): Promise<void> {
    const probe = join(this.#folder, '.probe');
    await writeFile(probe, 'can this be written?').finally(() => rm(probe, { force: true }));
  }

  async close(): Promise<void> {
    for (const { file } of this.#files) await file.close();
  }

  #open(number: number): Numbered {
    return { number, file: new JournalFile(this.#path(number)) };
  }

  #path(number: number): string {
    return join(this.#folder, `accesses-${number}.jsonl`);
  }

  #rotate(number: number): Numbered {
    const opened = this.#open(number);
    this.#files.push(opened);
    while (this.#files.length > this.#maxFiles) this.#drop(this.#files.splice(0, 1)[0]);
    return opened;
  }

  #drop({ number, file }: Numbered): void {
    rmSync(this.#path(number), { force: true });
    void file.close();
  }

  /** Lines `[from, to)` of all files, oldest first; bounds outside of them are cut. */
  #read(from: number, to: number): Access[] {
    let passed = 0;
    return this.#files.flatMap(({ file }) => {
      const start = Math.max(0, from - passed);
      const end = Math.min(file.length, to - passed);
      passed += file.length;
      return file.read(start, end);
    });
  }
}
