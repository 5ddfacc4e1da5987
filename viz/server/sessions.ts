import cookies from '@fastify/cookie';
import { Problem, Session, SessionNew } from '@ml-microservices/shared/contracts';
import {
  type App,
  type AuthSettings,
  createKeyRing,
  hashOf,
  type Identify,
  problemResponses,
  unauthenticated,
} from '@ml-microservices/shared/service';
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { createSessionCookie } from './session-cookie.js';

/** Sessions of the browser: it shows its key once and is known by a cookie from then on. Null where no keys are asked for. */
export function createSessions(auth: AuthSettings) {
  if (auth.mode !== 'api_key') return null;
  const keys = createKeyRing(auth);
  const cookie = createSessionCookie(auth.service_token);
  const identify: Identify = ({ headers }) => {
    const hash = cookie.keyHashIn(headers.cookie);
    return hash === undefined ? undefined : keys.holderOf(hash);
  };
  return {
    identify,
    begin(key: string, isSecure: boolean) {
      const hash = hashOf(key);
      const caller = keys.holderOf(hash);
      if (!caller) throw unauthenticated(true);
      return { caller, cookie: cookie.of(hash, isSecure) };
    },
    end: () => cookie.gone(),
  };
}

export type Sessions = ReturnType<typeof createSessions>;

export async function sessionRoutes(app: App, sessions: Sessions): Promise<void> {
  // For its functions alone: cookies are read where a session is looked for, not on each request.
  await app.register(cookies, { hook: false });
  const tags = ['session'];

  const read = { tags, summary: 'Is a key asked for, and whose is the session?', response: { 200: Session } };
  app.get('/session', { schema: read }, ({ caller }, reply) => {
    reply.header('cache-control', 'no-store');
    return { required: sessions !== null, caller };
  });

  const begin = {
    tags,
    summary: 'Sign in with a key',
    description: 'Sets a cookie that scripts cannot read.',
    body: SessionNew,
    response: { 200: Session, ...problemResponses('unauthenticated', 'conflict') },
  };
  app.post('/session', { schema: begin }, (request, reply) => {
    if (!sessions) throw new Problem('conflict', 'No keys are asked for here.');
    const { caller, cookie } = sessions.begin(request.body.key, isSecure(request));
    reply.headers({ 'set-cookie': cookie, 'cache-control': 'no-store' });
    return { required: true, caller };
  });

  const end = { tags, summary: 'Sign out', response: { 204: Type.Null({ description: 'The session is over' }) } };
  app.delete('/session', { schema: end }, async (_request, reply) => {
    if (sessions) reply.header('set-cookie', sessions.end());
    return reply.code(204).send(null);
  });
}

/** Whoever ends TLS in front of this service, the browser tells in its Origin how it came. */
function isSecure({ headers }: FastifyRequest): boolean {
  return headers.origin?.startsWith('https:') ?? false;
}
