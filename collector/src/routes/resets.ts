import { CursorReset } from '@ml-microservices/shared/contracts';
import { type App, problemResponses } from '@ml-microservices/shared/service';
import { accessOf } from './access.js';
import { allowNoBody, Nothing } from './nothing.js';
import type { Services } from './services.js';

export function resetRoutes(app: App, { cursor, journal }: Services): void {
  const schema = {
    tags: ['source'],
    summary: 'Put the cursor back to the first row',
    querystring: Nothing,
    body: Nothing,
    response: { 200: CursorReset, ...problemResponses('storage_full') },
  };
  app.post('/reset', { preValidation: allowNoBody, schema }, (request, reply) => {
    const previous_offset = cursor.offset;
    journal.append(accessOf(request, reply, { offset: 0, size: null, rows: null }));
    cursor.moveTo(0);
    return { offset: 0 as const, previous_offset };
  });
}
