import { AccessList, AccessListQuery } from '@ml-microservices/shared/contracts';
import type { App } from '@ml-microservices/shared/service';
import type { Services } from './services.js';

export function accessRoutes(app: App, { journal }: Services): void {
  const schema = {
    tags: ['accesses'],
    summary: 'The journal of batches, infos and resets that were answered, the newest first',
    querystring: AccessListQuery,
    response: { 200: AccessList },
  };
  app.get('/accesses', { schema }, (request) => journal.page(request.query));
}
