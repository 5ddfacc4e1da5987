import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifySchema, RouteOptions } from 'fastify';
import type { TSchema } from 'typebox';
import { PROBLEMS, type ProblemCode, ProblemDetails } from '../contracts/index.js';
import type { Access } from './access/index.js';
import type { App } from './app.js';
import { isProbe } from './limits/index.js';
import { type RequestHeader, schemaOfHeaders } from './request-headers.js';
import { DOCUMENTS_POLICY } from './safe-headers.js';

declare module 'fastify' {
  interface FastifySchema {
    /** The parts of a multipart/form-data body that the route reads itself, for the documents alone. */
    form?: TSchema;
    /** Headers that the route reads itself, for the documents alone. */
    takes?: readonly RequestHeader[];
  }
}

/** `/openapi.json` and, for people, `/docs`. Must be registered before the routes it describes. */
export async function docsRoutes(app: App, title: string, version: string): Promise<void> {
  app.addHook('onRoute', describeBadInput);
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title, version }, components: { securitySchemes: { api_key: API_KEY } } },
    transform: ({ schema, url, route }) => ({
      schema: withAccess(withHeaders(withForm(schema)), route.config?.access),
      url,
    }),
  });
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: DOCUMENTS_POLICY });
  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
}

function withForm({ form, ...schema }: FastifySchema = {}): FastifySchema {
  return form ? { ...schema, body: form, consumes: ['multipart/form-data'] } : schema;
}

function withHeaders({ takes, ...schema }: FastifySchema): FastifySchema {
  return takes ? { ...schema, headers: schemaOfHeaders(takes) } : schema;
}

const BAD_BODY = [
  'malformed_request',
  'request_timeout',
  'payload_too_large',
  'unsupported_media_type',
  'invalid_input',
] as const;
const REPEATED = ['request_in_progress', 'idempotency_mismatch'] as const;
const OVERLOAD = ['too_many_requests', 'unavailable'] as const;

/** What is answered before a route's own code runs follows from its schema, so no route has to list it. */
function describeBadInput(route: RouteOptions): void {
  const { schema } = route;
  if (!schema || schema.hide || isProbe(route.url)) return;
  const bad =
    schema.body || schema.form ? BAD_BODY : schema.params || schema.querystring ? (['invalid_input'] as const) : [];
  const repeated = schema.takes?.includes('Idempotency-Key') ? REPEATED : [];
  const response = {
    ...problemResponses(...bad, ...repeated, ...OVERLOAD),
    ...(schema.response as object | undefined),
  };
  route.schema = { ...schema, response };
}

const API_KEY = {
  type: 'http',
  scheme: 'bearer',
  description: 'An API key, where auth.mode is api_key. The names behind it are roles: viewer, editor or admin.',
} as const;

/** Who may use a route, and what the guard answers before the route is reached. */
function withAccess(schema: FastifySchema, access: Access | undefined): FastifySchema {
  const [security, codes] =
    access === 'open' || access === undefined ? [[], GUARD] : [[{ api_key: [access] }], [...GUARD, ...KEY]];
  return {
    ...schema,
    security,
    response: { ...problemResponses(...codes), ...(schema.response as object | undefined) },
  };
}

const GUARD = ['misdirected_request', 'cross_origin'] as const;
const KEY = ['unauthenticated', 'forbidden'] as const;

/** Response schemas of the problems that a route can answer with, by their statuses. */
export function problemResponses(...codes: ProblemCode[]): Record<number, object> {
  const byStatus = new Map<number, string[]>();
  for (const code of codes) {
    const { status, title } = PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), title]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, titles]) => [
      status,
      { description: titles.join('; '), content: { 'application/problem+json': { schema: ProblemDetails } } },
    ]),
  );
}

/** What a route answers where a service that it needs is broken, absent or late. */
export const dependencyProblems = problemResponses(
  'dependency_failed',
  'dependency_unavailable',
  'dependency_timeout',
  'storage_full',
  'artifact_corrupt',
);
