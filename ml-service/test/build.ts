import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Threads and child processes run compiled code, so the tests begin with a build. */
export default function build(): void {
  for (const folder of ['../../shared/', '../']) {
    execFileSync('npx', ['tsc', '-p', 'tsconfig.build.json'], { cwd: fileURLToPath(new URL(folder, import.meta.url)) });
  }
}
