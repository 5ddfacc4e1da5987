const LONGEST_WAIT_MS = 50;
const MOST_CHARS = 64 * 1024;

/**
 * Gathers lines for `write`, which costs as much for many as for one. `flush` is for what must not wait: a crash loses
 * the lines of the last moments otherwise.
 */
export class LineBuffer {
  readonly #write: (lines: string) => void;
  #lines = '';
  #timer: NodeJS.Timeout | undefined;

  constructor(write: (lines: string) => void) {
    this.#write = write;
  }

  add(line: string): void {
    this.#lines += line;
    if (this.#lines.length > MOST_CHARS) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), LONGEST_WAIT_MS);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const lines = this.#lines;
    this.#lines = '';
    if (lines !== '') this.#write(lines);
  }
}
