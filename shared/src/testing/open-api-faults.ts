import { Validator } from '@seriousme/openapi-schema-validator';
import type { App } from '../service/index.js';
import { answerFaults } from './answers.js';
import { exampleFaults } from './examples.js';
import { headerFaults } from './header-faults.js';
import { type NamedOperation, type OpenApi, operationsOf } from './open-api.js';

const DOCUMENTS = ['/docs', '/openapi.json'];

/**
 * What is wrong with the OpenAPI document of a service, in words; nothing if all is well. URLs that begin with one
 * of `others` are no part of the API, as those of pages or of what is routed to another service.
 */
export async function openApiFaults(app: App, others: readonly string[] = []): Promise<string[]> {
  await app.ready();
  const document = (await app.inject('/openapi.json')).json<OpenApi>();
  const operations = operationsOf(document);
  return [
    ...(await documentFaults(document)),
    ...routeFaults(app, operations, others),
    ...operations.flatMap(wordFaults),
    ...operations.flatMap(successFaults),
    ...operations.flatMap(exampleFaults),
    ...operations.flatMap(headerFaults),
    ...(await answerFaults(app, operations)),
  ];
}

async function documentFaults(document: OpenApi): Promise<string[]> {
  const { valid, errors } = await new Validator().validate({ ...structuredClone(document) });
  const version = document.openapi.startsWith('3.1.') ? [] : [`the document is OpenAPI ${document.openapi}`];
  return valid ? version : [...version, `the document is not valid: ${JSON.stringify(errors).slice(0, 1000)}`];
}

/** Every route is described, and everything described is a route. */
function routeFaults(app: App, operations: readonly NamedOperation[], others: readonly string[]): string[] {
  const described = new Set(operations.map(({ name }) => name));
  const routes = app.routeTable
    .filter(({ method, url }) => method !== 'HEAD' && ![...DOCUMENTS, ...others].some((it) => url.startsWith(it)))
    .map(({ method, url }) => `${method} ${url.replace(/:(\w+)(\([^)]*\))?/g, '{$1}')}`);
  return [
    ...routes.filter((name) => !described.has(name)).map((name) => `${name} is not described`),
    ...[...described].filter((name) => !routes.includes(name)).map((name) => `${name} is described and no route`),
  ];
}

function successFaults({ name, operation }: NamedOperation): string[] {
  const isDescribed = Object.keys(operation.responses).some((status) => status.startsWith('2'));
  return isDescribed ? [] : [`${name} does not say what it answers where all is well`];
}

function wordFaults({ name, operation }: NamedOperation): string[] {
  const { summary, tags = [] } = operation;
  return [...(summary ? [] : [`${name} has no summary`]), ...(tags.length > 0 ? [] : [`${name} has no tag`])];
}
