import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PRELOAD = fileURLToPath(new URL('clock-preload.mjs', import.meta.url));

/** The wall clock of a service, which a test makes jump; timers run on, as they do where a real clock is set. */
export interface Clock {
  /** For NODE_OPTIONS of the service. */
  readonly nodeOptions: string;
  readonly settings: Readonly<Record<string, string>>;
  /** From now on it is wrong by so many hours. */
  jump(hours: number): void;
  close(): void;
}

export function createClock(): Clock {
  const file = join(tmpdir(), `clock-${randomUUID()}`);
  const jump = (hours: number) => writeFileSync(file, String(hours * 3_600_000));
  jump(0);
  return {
    nodeOptions: `--import=${PRELOAD}`,
    settings: { CLOCK_OFFSET_FILE: file },
    jump,
    close: () => rmSync(file, { force: true }),
  };
}
