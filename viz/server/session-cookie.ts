import { createHmac } from 'node:crypto';
import { fastifyCookie as cookies, type SerializeOptions } from '@fastify/cookie';

const NAME = 'session';
/** A working day. */
const LIFETIME_S = 12 * 3600;
const ATTRIBUTES: SerializeOptions = { path: '/', httpOnly: true, sameSite: 'strict' };

/**
 * The cookie of a session: the hash of the key that it began with and when it ends, signed. Nothing is kept here, so any
 * number of instances with the same secret know each other's sessions, and who takes a key out of the settings ends its
 * sessions.
 */
export function createSessionCookie(secret: string) {
  const signer = cookies.signerFactory(createHmac('sha256', secret).update('session cookie').digest('hex'));
  return {
    /** `isSecure`: the browser came by HTTPS, so the cookie goes no other way. */
    of(keyHash: string, isSecure: boolean): string {
      const ends = Math.floor(Date.now() / 1000) + LIFETIME_S;
      const value = signer.sign(`${keyHash}.${ends}`);
      return cookies.serialize(NAME, value, { ...ATTRIBUTES, secure: isSecure, maxAge: LIFETIME_S });
    },
    /** Makes the browser forget it. */
    gone: (): string => cookies.serialize(NAME, '', { ...ATTRIBUTES, maxAge: 0 }),
    /** The hash of the key that a session began with; undefined where there is none, or none that is valid now. */
    keyHashIn(header: string | undefined): string | undefined {
      const value = cookies.parse(header ?? '')[NAME];
      if (!value) return undefined;
      const { valid, value: content } = signer.unsign(value);
      const [keyHash, ends] = valid && content ? content.split('.') : [];
      return Number(ends) * 1000 > Date.now() ? keyHash : undefined;
    },
  };
}
