import { createHash, randomBytes } from 'node:crypto';
import { entry } from '../entry.mjs';
import { Failure } from '../failure.mjs';

const ROLES = ['viewer', 'editor', 'admin'];
const NAME = /^\w[\w.-]{0,63}$/;
const USAGE = `npm run key, for an admin, or npm run key -- <name> <role>: a name of letters, digits, "_", "." and "-"; a role of ${ROLES.join(', ')}.`;

await entry(async () => {
  const given = process.argv.slice(2);
  // A role that was forgotten is not that of an admin.
  const [name, role, ...rest] = given.length === 0 ? ['admin', 'admin'] : given;
  if (!NAME.test(name) || !ROLES.includes(role) || rest.length > 0) throw new Failure(USAGE);
  const key = `mlk_${randomBytes(32).toString('base64url')}`;
  const hash = createHash('sha256').update(key).digest('hex');
  const line = JSON.stringify({ name, role, hash });
  console.log(`The key of ${name} (${role}). It is shown this once and kept nowhere:

  ${key}

For auth.api_keys in the config.yaml of viz and web-master:

  - ${line}

To try it:

  AUTH__MODE=api_key AUTH__API_KEYS='[${line}]' npm start

For services that are not started together, one secret for all of them (AUTH__SERVICE_TOKEN):

  ${randomBytes(32).toString('hex')}`);
});
