import { Problem } from '@ml-microservices/shared/contracts';
import { LRUCache } from 'lru-cache';

const MAX_CHARS = 16 * 2 ** 20;

/** A row of storage that tells when it last changed. */
interface Stored {
  readonly updated_at: string;
}

/** Rows that were asked for before, by their ids, so that storage need not be asked before each piece of work. */
export class Known<T extends Stored> {
  readonly #read: (id: number) => Promise<T>;
  readonly #rows = new LRUCache<number, T>({
    maxSize: MAX_CHARS,
    sizeCalculation: (row) => JSON.stringify(row).length,
  });

  constructor(read: (id: number) => Promise<T>) {
    this.#read = read;
  }

  /**
   * Does `work` with the row as it was known, and where that is refused because the row has changed or is gone, once
   * more with the row as it is. Throws a problem where there is none.
   */
  async using<R>(id: number, work: (row: T) => Promise<R>): Promise<R> {
    const known = this.#rows.get(id);
    if (!known) return work(await this.#readAnew(id));
    try {
      return await work(known);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const now = await this.#readAnew(id);
      if (now.updated_at === known.updated_at) throw error;
      return work(now);
    }
  }

  async #readAnew(id: number): Promise<T> {
    this.#rows.delete(id);
    const row = await this.#read(id);
    this.#rows.set(id, row);
    return row;
  }
}

const isRefusal = (error: unknown) =>
  error instanceof Problem && (error.code === 'conflict' || error.code === 'invalid_input');
