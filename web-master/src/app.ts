import { type App, createService } from '@ml-microservices/shared/service';
import { type Config, ROOT } from './config.js';
import { progressRoute } from './gateway/progress.js';
import { serviceRoutes } from './gateway/services.js';
import { collectAndStoreRoute } from './routes/collect-and-store.js';
import { inferModelRoute } from './routes/infer-model.js';
import { reportRoute } from './routes/report.js';
import { trainModelRoute } from './routes/train-model.js';
import { connect } from './services.js';

export async function buildApp(config: Config): Promise<App> {
  const services = connect(config);
  const app = await createService({
    name: 'web_master',
    title: 'Web master',
    root: ROOT,
    settings: config,
    checks: services.checks,
  });
  app.addHook('onClose', () => services.close());
  collectAndStoreRoute(app, services);
  trainModelRoute(app, services);
  await inferModelRoute(app, services, config.inference);
  reportRoute(app, services);
  await progressRoute(app, config);
  await serviceRoutes(app, config);
  return app;
}
