import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { Passengers } from './passengers.js';

const SCRIPT = join(import.meta.dirname, 'scikit-learn.py');

export interface Command {
  readonly model: string;
  readonly rows: number;
  /** Rows to predict, the first of those. */
  readonly predict: number;
  readonly threads: number;
  readonly scale: boolean;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Milliseconds. */
export interface Taken {
  readonly fit: number;
  readonly predict: number;
}

/** A process with scikit-learn and the rows in its memory; imports and loading are done before the first command. */
export class ScikitLearn {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: Interface;
  readonly #folder: string;

  constructor({ values, codes, nFeatures }: Passengers) {
    this.#folder = mkdtempSync(join(tmpdir(), 'bench-'));
    writeFileSync(join(this.#folder, 'X.f64'), new Uint8Array(values.buffer));
    writeFileSync(join(this.#folder, 'y.i32'), new Uint8Array(codes.buffer));
    this.#child = spawn('python3', [SCRIPT, this.#folder, String(nFeatures)]);
    this.#child.stderr.pipe(process.stderr);
    this.#lines = createInterface(this.#child.stdout);
  }

  /** Its version; undefined where Python or scikit-learn is not installed. */
  static version(): string | undefined {
    const { status, stdout } = spawnSync('python3', ['-c', 'import sklearn; print(sklearn.__version__)']);
    return status === 0 ? String(stdout).trim() : undefined;
  }

  async run(command: Command): Promise<Taken> {
    this.#child.stdin.write(`${JSON.stringify(command)}\n`);
    const [line] = await once(this.#lines, 'line');
    return JSON.parse(line);
  }

  async close(): Promise<void> {
    this.#child.stdin.end();
    await once(this.#child, 'exit');
    rmSync(this.#folder, { recursive: true });
  }
}
