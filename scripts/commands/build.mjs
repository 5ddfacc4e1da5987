import { entry } from '../entry.mjs';
import { ensureBuilt } from '../steps/build.mjs';
import { ensureInstalled } from '../steps/install.mjs';

await entry(async (signal) => {
  await ensureInstalled(signal);
  await ensureBuilt(signal);
});
