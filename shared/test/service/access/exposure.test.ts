import { describe, expect, it } from 'vitest';
import { createService, StartError } from '../../../src/service/index.js';
import { commonSettings, keyedSettings } from '../settings.js';

const root = new URL('../../../', import.meta.url);
const { service, auth } = commonSettings();

const start = async (settings = commonSettings()) => {
  const app = await createService({ name: 'probe', title: 'Probe', root, settings });
  await app.close();
};

describe('without keys a service starts', () => {
  it.each(['127.0.0.1', '127.8.9.1', 'localhost', '::1'])('on %s', async (host) => {
    await start(commonSettings({ service: { ...service, host } }));
  });

  it.each(['0.0.0.0', '::', '192.168.1.7', 'ml.example'])('not on %s', async (host) => {
    const started = start(commonSettings({ service: { ...service, host } }));
    await expect(started).rejects.toThrow(StartError);
    await expect(started).rejects.toThrow(
      new RegExp(`^service\\.host is ${host}, .*auth\\.mode to api_key .*npm run key`),
    );
  });

  it('in a container whose port is published to its machine alone', async () => {
    await start(commonSettings({ service: { ...service, host: '0.0.0.0', published_on: '127.0.0.1' } }));
    const open = commonSettings({ service: { ...service, host: '0.0.0.0', published_on: '0.0.0.0' } });
    await expect(start(open)).rejects.toThrow(/^service\.published_on is 0\.0\.0\.0/);
  });

  it('anywhere where that is asked for outright', async () => {
    await start(commonSettings({ service: { ...service, host: '0.0.0.0' }, auth: { ...auth, mode: 'none' } }));
  });
});

it('asks for the secret of the services where it asks for keys', async () => {
  await start(keyedSettings());
  const without = keyedSettings();
  await expect(start({ ...without, auth: { ...without.auth, service_token: '' } })).rejects.toThrow(
    /^auth\.mode is api_key and auth\.service_token is not set/,
  );
});
