import { readFileSync } from 'node:fs';

/** How many processes Linux has ended for want of memory since it was started, those of containers too; 0 elsewhere. */
export function oomKills(): number {
  try {
    return Number(/^oom_kill (\d+)$/m.exec(readFileSync('/proc/vmstat', 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
