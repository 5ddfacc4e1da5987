import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { entry } from '../entry.mjs';
import { ROOT, SERVICES } from '../services.mjs';
import { CommandError, command } from '../steps/command.mjs';
import { ensureInstalled } from '../steps/install.mjs';
import { inParallel } from '../steps/parallel.mjs';

const PACKAGES = ['shared', ...SERVICES.values(), 'e2e'].filter(hasCheck);

await entry(async (signal) => {
  await ensureInstalled(signal);
  const biome = join(ROOT, 'node_modules/.bin/biome');
  const checks = [
    { title: 'lint and format', run: () => command(biome, ['check', '--error-on-warnings'], { cwd: ROOT, signal }) },
    ...PACKAGES.map((folder) => ({
      title: `types of ${folder}`,
      run: () => command('npm', ['run', 'check'], { cwd: join(ROOT, folder), signal }),
    })),
  ];
  await inParallel(checks, availableParallelism(), async ({ title, run }) => {
    try {
      await run();
      console.log(`${title}: fine`);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      console.error(`${title}: ${error.message}`);
      process.exitCode = 1;
    }
  });
});

/** @param {string} folder */
function hasCheck(folder) {
  const manifest = join(ROOT, folder, 'package.json');
  return existsSync(manifest) && 'check' in (JSON.parse(readFileSync(manifest, 'utf8')).scripts ?? {});
}
