import { SourceInfo } from '@ml-microservices/shared/contracts';
import { type App, problemResponses } from '@ml-microservices/shared/service';
import { accessOf } from './access.js';
import { Nothing } from './nothing.js';
import type { Services } from './services.js';

export function infoRoutes(app: App, { source, cursor, journal }: Services): void {
  const schema = {
    tags: ['source'],
    summary: 'What the source is, what its columns hold and mean, and where the cursor stands',
    querystring: Nothing,
    response: { 200: SourceInfo, ...problemResponses('storage_full') },
  };
  app.get('/info', { exposeHeadRoute: false, schema }, (request, reply) => {
    journal.append(accessOf(request, reply));
    return { ...source.info, cursor: cursor.offset };
  });
}
