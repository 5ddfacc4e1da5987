import { createHash, randomBytes } from 'node:crypto';
import { entry } from '../entry.mjs';
import { Failure } from '../failure.mjs';

const ROLES = ['viewer', 'editor', 'admin'];
const NAME = /^[\w.-]{1,64}$/;
const USAGE = `npm run key -- <name> <role>: a name of letters, digits, "_", "." and "-"; a role of ${ROLES.join(', ')}.`;

await entry(async () => {
  const [name = 'admin', role = 'admin', ...rest] = process.argv.slice(2);
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
