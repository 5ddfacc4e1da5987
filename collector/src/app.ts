import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openFolder } from '@ml-microservices/shared/files';
import { type App, addDiskGauge, type Check, createService } from '@ml-microservices/shared/service';
import { type Config, ROOT } from './config.js';
import { accessRoutes } from './routes/accesses.js';
import { batchRoutes } from './routes/batches.js';
import { infoRoutes } from './routes/info.js';
import { resetRoutes } from './routes/resets.js';
import { Cursor } from './source/cursor.js';
import { Journal } from './source/journal.js';
import { openSource } from './source/source.js';

const CURSOR_FILE = 'cursor.json';

export async function buildApp(config: Config): Promise<App> {
  const { data, state, journal: limits } = config;
  const root = fileURLToPath(ROOT);
  const source = await openSource(data, root);
  const folder = openFolder('state.path', resolve(root, state.path));
  const journal = new Journal(folder, limits);
  const cursor = new Cursor(join(folder, CURSOR_FILE), join(state.path, CURSOR_FILE), source.info.sha256);

  const checks = {
    source: checkOf('the source file cannot be read', () => source.check()),
    journal: checkOf('the journal cannot be written', () => journal.check()),
  };
  const app = await createService({ name: 'collector', title: 'Collector', root: ROOT, settings: config, checks });
  addDiskGauge(app, folder);
  app.addHook('onClose', async () => {
    await cursor.close();
    await journal.close();
  });
  for (const routes of [batchRoutes, infoRoutes, resetRoutes, accessRoutes]) {
    routes(app, { config, source, cursor, journal });
  }
  return app;
}

/** A health check that says what does not work, and the system's code for why, but no path. */
function checkOf(fault: string, work: () => Promise<void>): Check {
  return async () => {
    try {
      await work();
    } catch (error) {
      throw new Error(`${fault} (${(error as NodeJS.ErrnoException).code})`, { cause: error });
    }
    return {};
  };
}
