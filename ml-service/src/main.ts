import { run } from '@ml-microservices/shared/service';
import { buildApp } from './app.js';
import { readConfig } from './config.js';

await run(async () => {
  const config = readConfig();
  return { app: await buildApp(config), settings: config.service };
});
