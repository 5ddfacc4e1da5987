import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { buildApp } from '../../server/app.js';
import { readConfig } from '../../server/config.js';
import { INDEX, INLINE, openViz, SCRIPT } from './client.js';

describe('the pages', () => {
  it.each(['/', '/train?dataset=1', '/models/3/report'])('answers %s with the app', async (url) => {
    const response = await (await openViz()).inject(url);
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toMatch(/^text\/html/);
    expect(response.body).toBe(INDEX);
    expect(response.headers['cache-control']).toBe('public, max-age=0');
  });

  it('never answers a missing script with the app', async () => {
    const response = await (await openViz()).inject('/_app/immutable/gone.def456.js');
    expect(response.statusCode).toBe(404);
    expect(response.json()).toMatchObject({
      code: 'not_found',
      detail: 'There is nothing at /_app/immutable/gone.def456.js.',
    });
  });

  it.each(['/../package.json', '/..%2fpackage.json', '/%2e%2e/%2e%2e/package.json', '/_app/..%2f..%2fpackage.json'])(
    'gives out nothing beside the app: %s',
    async (url) => {
      const response = await (await openViz()).inject(url);
      expect(response.statusCode).toBe(404);
      expect(response.body).not.toContain('"version"');
    },
  );

  it('lets a file whose name has its hash be kept for a year', async () => {
    const response = await (await openViz()).inject('/_app/immutable/start.abc123.js');
    expect(response.statusCode).toBe(200);
    expect(response.body).toBe(SCRIPT);
    expect(response.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(response.headers['x-content-type-options']).toBe('nosniff');
  });

  it('sends the compressed file to who takes it', async () => {
    const headers = { 'accept-encoding': 'gzip' };
    const response = await (await openViz()).inject({ url: '/_app/immutable/start.abc123.js', headers });
    expect(response.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(response.rawPayload).toString()).toBe(SCRIPT);
  });

  it('checks other files on each use', async () => {
    const app = await openViz();
    const first = await app.inject('/favicon.svg');
    expect(first.headers['cache-control']).toBe('public, max-age=0');
    const again = await app.inject({ url: '/favicon.svg', headers: { 'if-none-match': String(first.headers.etag) } });
    expect(again.statusCode).toBe(304);
  });

  it('lets the page run its own scripts alone', async () => {
    const { headers } = await (await openViz()).inject('/');
    const hash = createHash('sha256').update(INLINE).digest('base64');
    const policy = String(headers['content-security-policy']).split(';');
    // Exactly these: no 'unsafe-inline', no other origin.
    expect(policy).toContain(`script-src 'self' 'sha256-${hash}'`);
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
  });
});

it('says how to build the app where it is missing', async () => {
  const config = readConfig({ LOGGING__LEVEL: 'silent', LOGGING__FILE: '' });
  await expect(buildApp(config, { client: pathToFileURL('/nowhere/') })).rejects.toThrow(
    'the browser app is not built; run: npm run build',
  );
});
