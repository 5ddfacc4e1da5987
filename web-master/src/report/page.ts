import type { Report } from '@ml-microservices/shared/contracts';
import { type Html, html } from './html/html.js';

/** The report as one page that needs nothing else: no network, no script. */
export function reportPage({ model }: Report): string {
  const page: Html = html`<!doctype html><title>${model.name}</title><h1>${model.name}</h1>`;
  return page.text;
}
