import { type ProblemDetails, ROLES, type Role, type V2Error } from '../contracts/index.js';
import { type Access, accessTo } from '../service/access/rules.js';
import type { App } from '../service/index.js';
import { bearer, KEYS } from './keys.js';
import { type OpenApi, operationsOf } from './open-api.js';

type Route = App['routeTable'][number];

/**
 * What is wrong with who may use the routes of a service that asks for keys, in words; nothing if all is well. Every
 * route with every method is asked without a key and with keys of too low a role. `open` are the routes, such as
 * `GET /health/live`, that need no key.
 */
export async function accessFaults(app: App, open: readonly string[]): Promise<string[]> {
  await app.ready();
  const routes = app.routeTable.map((route) => ({ ...route, access: accessTo(route.method, route.url) }));
  const faults: string[] = [];
  for (const route of routes) faults.push(...(await routeFaults(app, route, open)));
  const document = (await app.inject('/openapi.json')).json<OpenApi>();
  return [...faults, ...documentFaults(document)];
}

async function routeFaults(app: App, route: Route & { access?: Access }, open: readonly string[]): Promise<string[]> {
  const { method, url, access } = route;
  const name = `${method} ${url}`;
  if (access === undefined) return [`${name} is in no rule of access`];
  const isListed = open.some((it) => name === it || name === it.replace(/^GET/, 'HEAD'));
  if (access === 'open') return isListed ? [] : [`${name} is open`];
  if (isListed) return [`${name} is not open`];
  const lesser = ROLES.slice(0, ROLES.indexOf(access));
  return [
    ...(await refusalFaults(app, route, undefined)),
    ...(await Promise.all(lesser.map((role) => refusalFaults(app, route, role)))).flat(),
  ];
}

async function refusalFaults(app: App, { method, url }: Route, role: Role | undefined): Promise<string[]> {
  const path = url.replaceAll(/:\w+(\([^)]*\))?|\*/g, '1');
  const { statusCode, headers, body } = await app.inject({
    method: method as 'GET',
    url: path,
    headers: role && bearer(KEYS[role]),
  });
  const who = `${method} ${url}, asked ${role ? `by a ${role}` : 'without a key'},`;
  const [status, code] = role ? [403, 'forbidden'] : [401, 'unauthenticated'];
  if (statusCode !== status) return [`${who} answers ${statusCode} and not ${status}`];
  if (!role && !String(headers['www-authenticate']).startsWith('Bearer ')) return [`${who} names no scheme`];
  return isTold(method, body, code) ? [] : [`${who} answers ${body}`];
}

/** The inference protocol has no codes, but words alone. */
function isTold(method: string, body: string, code: string): boolean {
  if (method === 'HEAD') return true;
  const told = JSON.parse(body) as ProblemDetails | V2Error;
  return 'error' in told ? told.error !== '' : told.code === code;
}

/** The document says of each operation who may use it, and how keys are shown. */
function documentFaults({ paths, components }: OpenApi): string[] {
  const scheme = components?.securitySchemes?.api_key;
  const told = operationsOf({ paths }).flatMap(({ name, method, path, operation }) => {
    const access = accessTo(method, path.replaceAll(/\{(\w+)\}/g, ':$1'));
    const wanted = access === 'open' ? [] : [{ api_key: [access] }];
    const isSame = JSON.stringify(operation.security) === JSON.stringify(wanted);
    return isSame ? [] : [`${name} is described with the security ${JSON.stringify(operation.security)}`];
  });
  return scheme?.scheme === 'bearer' ? told : ['the scheme of keys is not described', ...told];
}
