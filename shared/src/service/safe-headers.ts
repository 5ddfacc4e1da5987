import type { FastifyInstance } from 'fastify';

/**
 * What every answer tells a browser, unless its route says otherwise: it is what its type says, it runs nothing and
 * loads nothing, it is framed by nobody and given to no other site.
 */
const SAFE_HEADERS = Object.entries({
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
});

/** For pages of API documents: they run the scripts of their own origin alone. */
export const DOCUMENTS_POLICY =
  "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; " +
  "form-action 'none'; frame-ancestors 'none'";

/**
 * Must run before anything that may answer. Set beneath the headers of a reply: whatever a route or a plugin says takes
 * their place.
 */
export function sendSafeHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', (_request, reply, done) => {
    for (const [name, value] of SAFE_HEADERS) reply.raw.setHeader(name, value);
    done();
  });
}
