import { ModelTypes } from '@ml-microservices/shared/contracts';
import type { App } from '@ml-microservices/shared/service';
import { modelTypes } from '../estimators/registry.js';

export function modelTypeRoutes(app: App): void {
  const schema = { tags: ['training'], summary: 'What can be trained, and how', response: { 200: ModelTypes } };
  app.get('/model-types', { schema }, () => ({ items: modelTypes() }));
}
