import { EventEmitter, once } from 'node:events';
import type { Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type App, createService, proxyRoutes } from '../../src/service/index.js';
import { bearer, KEYS, SERVICE_TOKEN } from '../../src/testing/index.js';
import { heard, open, problemOf } from './raw-http.js';
import { commonSettings, keyedSettings } from './settings.js';

const root = new URL('../../', import.meta.url);
const auth = { mode: 'none', api_keys: [], service_token: SERVICE_TOKEN } as const;
const [ONE, OTHER] = ['127.0.0.1', '127.0.0.2'];
const SHARE = 2;

let house: App;
let door: App;
/** Lets every request to /wait end. */
let release: () => void;
let houseUrl: string;
let doorUrl: string;

beforeEach(async () => {
  const limits = { ...commonSettings().limits, requests_per_client: SHARE };
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  house = await createService({
    name: 'house',
    title: 'House',
    root,
    settings: commonSettings({ auth: { ...auth, api_keys: [] }, limits }),
  });
  house.get('/wait', () => released.then(() => ({})));
  house.get('/quick', () => ({}));
  houseUrl = await house.listen({ port: 0, host: '127.0.0.1' });
  const settings = commonSettings({ auth: { ...auth, api_keys: [] } });
  door = await createService({ name: 'door', title: 'Door', root, settings });
  const paths = [{ prefix: '/house', to: '/' }];
  await proxyRoutes(door, {
    service: 'house',
    upstream: houseUrl,
    paths,
    auth: settings.auth,
    silenceTimeoutMs: 9_000,
  });
  doorUrl = await door.listen({ port: 0, host: '127.0.0.1' });
});
afterEach(async () => {
  release();
  await door.close();
  await house.close();
});

async function send(url: string, path: string, from: string, headers: Record<string, string> = {}): Promise<Socket> {
  const socket = await open(url, from);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${lines.join('')}\r\n`);
  return socket;
}
const statusOf = async (...request: Parameters<typeof send>) => problemOf(await heard(await send(...request)))[0];

/** Takes the whole share of the client at this address, through the door. */
async function takeShare(from: string): Promise<void> {
  for (let n = 0; n < SHARE; n++) await send(doorUrl, '/house/wait', from);
  await expect.poll(() => statusOf(doorUrl, '/house/quick', from)).toBe(429);
}

it('behind another service have a share each', async () => {
  await takeShare(ONE);
  expect(await statusOf(doorUrl, '/house/quick', OTHER)).toBe(200);
});

it('H16: are where they are, whatever they say of it', async () => {
  await takeShare(ONE);
  const words: Record<string, string>[] = [
    { 'x-forwarded-for': OTHER, forwarded: `for=${OTHER}`, 'x-real-ip': OTHER },
    { 'x-client-address': OTHER },
    { 'x-client-address': OTHER, 'x-service-token': `${SERVICE_TOKEN}x` },
  ];
  for (const said of words) {
    expect(await statusOf(houseUrl, '/quick', ONE, said)).toBe(429);
    expect(await statusOf(doorUrl, '/house/quick', ONE, said)).toBe(429);
  }
});

it('are told by a service to another, and that takes its word for it', async () => {
  await takeShare(ONE);
  const told = { 'x-client-address': ONE, 'x-service-token': SERVICE_TOKEN };
  expect(await statusOf(houseUrl, '/quick', OTHER, told)).toBe(429);
});

it('are the holders of keys where keys are asked for, each with a share wherever they are', async () => {
  const settings = keyedSettings();
  const limits = { ...settings.limits, requests_per_client: 1 };
  const keyed = await createService({ name: 'keyed', title: 'Keyed', root, settings: { ...settings, limits } });
  const held = new EventEmitter();
  keyed.get('/batch', async () => {
    held.emit('begun');
    await once(held, 'release');
    return {};
  });
  keyed.get('/info', () => ({}));
  const url = await keyed.listen({ port: 0, host: '127.0.0.1' });
  const begun = once(held, 'begun');
  await send(url, '/batch', ONE, bearer(KEYS.editor));
  await begun;
  expect(await statusOf(url, '/info', OTHER, bearer(KEYS.editor))).toBe(429);
  expect(await statusOf(url, '/info', ONE, bearer(KEYS.viewer))).toBe(200);
  held.emit('release');
  await keyed.close();
});
