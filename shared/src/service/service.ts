import { readFileSync } from 'node:fs';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import fastify from 'fastify';
import { guardAccess, type Identify, refuseExposure } from './access/index.js';
import type { App } from './app.js';
import { answerClientError, refuseTunnels } from './client-errors.js';
import { closeConnections } from './closing.js';
import { docsRoutes } from './docs.js';
import { answerProblems, answerUnroutable, MAX_PARAM_LENGTH, sendProblem } from './errors.js';
import { type Checks, healthRoutes } from './health.js';
import { limitLoad } from './limits/index.js';
import { createLog, RequestLog } from './log.js';
import { listRoutes } from './methods.js';
import { metricsRoute } from './metrics.js';
import { parseJsonBodies } from './request-body.js';
import { requestIdOf, trackRequests } from './request-context.js';
import { sendSafeHeaders } from './safe-headers.js';
import type { CommonSettings } from './settings.js';
import { validatorCompiler } from './validation.js';

declare module 'fastify' {
  interface FastifyInstance {
    /** Of the service's package. */
    readonly serviceVersion: string;
  }
}

export interface ServiceOptions {
  /** As in the log and in `/health`: `ml_service`. */
  readonly name: string;
  readonly title: string;
  /** The service's folder, with its package.json. */
  readonly root: URL;
  readonly settings: CommonSettings;
  /** What `/health` looks at, by name. */
  readonly checks?: Checks;
  /** How requests tell who asks, beside bearer tokens. */
  readonly identify?: Identify;
}

const BODY_LIMIT = 1024 * 1024;
const HEADERS_TIMEOUT_MS = 15_000;
const CONNECTIONS_CHECK_MS = 5_000;
/** Beyond them connections are closed at once; far above the limits of requests and streams. */
const MAX_CONNECTIONS = 20_000;
/** The slowest legal upload must fit. */
const REQUEST_TIMEOUT_MS = 600_000;
/** Above what clients and proxies keep idle connections for, so that they close first. */
const KEEP_ALIVE_TIMEOUT_MS = 72_000;

/**
 * A Fastify instance with all that our services have in common; the caller adds its routes. It never listens. Throws a
 * StartError where the settings would let anyone in.
 */
export async function createService(options: ServiceOptions): Promise<App> {
  const { name, title, root, settings, checks = {} } = options;
  refuseExposure(settings.service, settings.auth);
  const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { version: string };
  const log = createLog(name, root, settings.logging);
  const app: App = fastify({
    loggerInstance: log.logger,
    genReqId: requestIdOf,
    logController: new RequestLog(),
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    http: {
      headersTimeout: HEADERS_TIMEOUT_MS,
      connectionsCheckingInterval: CONNECTIONS_CHECK_MS,
      // Refused by guardAccess, as a problem.
      requireHostHeader: false,
      // Of two hosts, or two keys, the first alone would be looked at; a proxy in front may have gone by the other.
      joinDuplicateHeaders: true,
    },
    clientErrorHandler: answerClientError,
    frameworkErrors: answerUnroutable,
    // Refused by closeConnections, as a problem.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH, ignoreTrailingSlash: true },
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.server.maxConnections = MAX_CONNECTIONS;
  // An expectation that is unknown may be ignored; Node would refuse it with an empty answer.
  app.server.on('checkExpectation', app.routing);
  refuseTunnels(app);
  app.setValidatorCompiler(validatorCompiler);
  // Answers are built to their schemas; V8's own serializer is faster on large ones and changes no value.
  app.setSerializerCompiler(() => JSON.stringify);
  app.removeContentTypeParser(['application/json', 'text/plain']);
  parseJsonBodies(app);
  app.addHook('onClose', log.close);
  sendSafeHeaders(app);
  trackRequests(app);
  guardAccess(app, settings, options.identify);
  const load = limitLoad(app, settings.limits, settings.auth);
  closeConnections(app);
  app.decorate('serviceVersion', version);
  listRoutes(app);
  answerProblems(app, sendProblem);
  await docsRoutes(app, title, version);
  metricsRoute(app, load);
  healthRoutes(app, { service: name, version, checks });
  return app;
}
