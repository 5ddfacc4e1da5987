import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Caller, Problem, ROLES, type Role } from '../../contracts/index.js';
import type { CommonSettings } from '../settings.js';
import { createHostCheck } from './hosts.js';
import { createKeyRing, type KeyRing } from './keys.js';
import { refuseCrossOrigin } from './origin.js';
import { type Access, accessTo } from './rules.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null where keys are not asked for. */
    caller: Caller | null;
  }
  interface FastifyContextConfig {
    /** Who may use the route; undefined: nobody. */
    access?: Access;
  }
}

/** Another way than a bearer token to tell who asks. */
export type Identify = (request: FastifyRequest) => Caller | undefined;

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
const BEARER = /^Bearer +(\S+)$/i;
const CHALLENGE = 'Bearer realm="ml-microservices"';

/**
 * Refuses, before anything else looks at a request: what is asked under another name, what a page of another site makes
 * a browser do, and, where keys are asked for, who has none or one of a lesser role. Must run before any route is
 * registered.
 */
export function guardAccess(app: FastifyInstance, { service, auth }: CommonSettings, identify?: Identify): void {
  const checkHost = createHostCheck([service.host, ...service.allowed_hosts]);
  const keys = auth.mode === 'api_key' ? createKeyRing(auth) : undefined;
  app.decorateRequest('caller', null);
  app.addHook('onRoute', (route) => {
    const [method] = [route.method].flat();
    route.config = { ...route.config, access: accessTo(method, route.url) };
  });
  app.addHook('onRequest', (request, reply, done) => {
    try {
      const { access } = request.routeOptions.config;
      checkHost(request.headers.host);
      if (isWrite(request.method, access)) refuseCrossOrigin(request.headers);
      if (keys) request.caller = admit(request, access, () => identified(request, keys) ?? identify?.(request));
      // What is told to the holder of a key is kept by no browser that others may use, unless the route says otherwise.
      if (keys && access !== 'open') reply.header('cache-control', 'no-store');
      done();
    } catch (error) {
      done(error as Error);
    }
  });
}

function isWrite(method: string, access: Access | undefined): boolean {
  return !SAFE_METHODS.has(method) || access === 'editor' || access === 'admin';
}

/** Who asks, if they may use the route; what is no route needs a key as well, so that nobody else learns what is. */
function admit(request: FastifyRequest, access: Access | undefined, find: () => Caller | undefined): Caller | null {
  const caller = find();
  if (access === 'open') return caller ?? null;
  if (!caller) throw unauthenticated(request.headers.authorization !== undefined);
  if (request.is404) return caller;
  if (access === undefined || !reaches(caller.role, access)) throw forbidden(caller, access);
  return caller;
}

function identified({ headers }: FastifyRequest, keys: KeyRing): Caller | undefined {
  const token = BEARER.exec(headers.authorization ?? '')?.[1];
  return token === undefined ? undefined : keys.callerOf(token, headers);
}

const reaches = (role: Role, wanted: Role) => ROLES.indexOf(role) >= ROLES.indexOf(wanted);

/** The problem of a request without a known key. */
export function unauthenticated(isKeyGiven: boolean): Problem {
  const detail = isKeyGiven ? 'This key is not known.' : 'A key is needed: Authorization: Bearer <key>.';
  const challenge = isKeyGiven ? `${CHALLENGE}, error="invalid_token"` : CHALLENGE;
  return new Problem('unauthenticated', detail, { headers: { 'www-authenticate': challenge } });
}

function forbidden({ name, role }: Caller, wanted: Role | undefined): Problem {
  const needed = wanted ? `needs the role ${wanted}` : 'is for nobody';
  return new Problem('forbidden', `This ${needed}; ${name} has the role ${role}.`);
}
