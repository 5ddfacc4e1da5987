import { Access } from '@ml-microservices/shared/contracts';
import { compileStrict } from '@ml-microservices/shared/validation';
import { SyncedFile } from './synced-file.js';

const isAccess = compileStrict(Access);
const LF = 0x0a;

/** One file of the journal: a line of JSON an access, oldest first. Only where the lines are is kept in memory. */
export class JournalFile {
  readonly #file: SyncedFile;
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  /** Where the next line goes: right after the last whole one, over what a crash may have left of another. */
  #end = 0;

  constructor(path: string) {
    this.#file = new SyncedFile(path);
    const bytes = this.#file.read(0, this.#file.size);
    for (let end = bytes.indexOf(LF); end >= 0; end = bytes.indexOf(LF, this.#end)) {
      if (isAccessLine(bytes.toString('utf8', this.#end, end))) this.#index(this.#end, end);
      this.#end = end + 1;
    }
  }

  get length(): number {
    return this.#starts.length;
  }

  get bytes(): number {
    return this.#end;
  }

  append(line: Buffer): void {
    this.#file.write(line, this.#end);
    this.#index(this.#end, this.#end + line.length - 1);
    this.#end += line.length;
  }

  /** Lines `[from, to)`, oldest first. */
  read(from: number, to: number): Access[] {
    if (from >= to) return [];
    const first = this.#starts[from];
    const bytes = this.#file.read(first, this.#ends[to - 1]);
    return this.#starts
      .slice(from, to)
      .map((start, index) => JSON.parse(bytes.toString('utf8', start - first, this.#ends[from + index] - first)));
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  #index(start: number, end: number): void {
    this.#starts.push(start);
    this.#ends.push(end);
  }
}

function isAccessLine(line: string): boolean {
  try {
    return isAccess(JSON.parse(line));
  } catch {
    return false;
  }
}
