import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { chromiumPath } from '../chromium.mjs';
import { entry } from '../entry.mjs';
import { ROOT } from '../services.mjs';
import { ensureBuilt } from '../steps/build.mjs';
import { ensureInstalled } from '../steps/install.mjs';

const VITEST = join(ROOT, 'node_modules/vitest/vitest.mjs');

await entry(async (signal) => {
  const CHROMIUM_PATH = chromiumPath();
  await ensureInstalled(signal);
  await ensureBuilt(signal);
  const args = [VITEST, 'run', ...process.argv.slice(2)];
  const vitest = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, CHROMIUM_PATH },
    stdio: 'inherit',
  });
  signal.addEventListener('abort', () => vitest.kill());
  const [code] = await once(vitest, 'close');
  process.exitCode = code ?? 1;
});
