import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BLOCK = Buffer.alloc(4096, 1);

/** A small disk of its own, in memory. */
export interface Disk {
  /** Where storage's data and log go on it, as settings. */
  readonly settings: Readonly<Record<string, string>>;
  readonly data: string;
  /** Writes until no byte is left. */
  fill(): void;
  /** Deletes what `fill` wrote. */
  free(): void;
  remove(): void;
}

/** Whether disks can be mounted here; says why where they cannot. */
export function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'mount-'));
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', 'tmpfs', folder], { encoding: 'utf8' });
  if (status === 0) spawnSync('umount', [folder]);
  else console.warn(`skipped: no disk can be mounted here (${stderr?.trim() || 'no mount'})`);
  rmSync(folder, { recursive: true });
  return status === 0;
}

/** `options` are tmpfs's, as `size=16m`. */
export function mountDisk(options: string): Disk {
  const folder = mkdtempSync(join(tmpdir(), 'disk-'));
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const data = join(folder, 'data');
  mkdirSync(data);
  const ballast = join(folder, 'ballast');
  return {
    settings: {
      DATABASE__URL: `file:${data}/storage.db`,
      FILES__PATH: `${data}/files`,
      DISK__RESERVE_MB: '1',
      LOGGING__FILE: join(folder, 'storage.log'),
    },
    data,
    fill() {
      const file = openSync(ballast, 'a');
      try {
        for (;;) writeSync(file, BLOCK);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      } finally {
        closeSync(file);
      }
    },
    free: () => rmSync(ballast, { force: true }),
    remove() {
      spawnSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
