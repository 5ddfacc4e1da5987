import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PRELOAD = fileURLToPath(new URL('gate-preload.mjs', import.meta.url));

/**
 * Holds trainings in the middle of their work, so that tests need not be quicker than the engine: while it is shut a
 * training stops where its fit has told its first progress, and goes on once it is open.
 */
export interface Gate {
  /** The environment of the services that it is for. */
  readonly settings: Readonly<Record<string, string>>;
  shut(): void;
  open(): void;
}

/** It is open. */
export function createGate(): Gate {
  const file = join(tmpdir(), `gate-${randomUUID()}`);
  return {
    settings: { NODE_OPTIONS: `--import=${PRELOAD}`, TRAINING_GATE: file },
    shut: () => writeFileSync(file, ''),
    open: () => rmSync(file, { force: true }),
  };
}
