import { expect, it, onTestFinished, vi } from 'vitest';
import { createService } from '../../src/service/index.js';
import { createLog } from '../../src/service/log.js';
import { loggedError } from '../../src/service/logged-error.js';
import { bearer, KEYS } from '../../src/testing/index.js';
import { commonSettings, keyedSettings } from './settings.js';

const root = new URL('./', import.meta.url);
const logging = { ...commonSettings().logging, level: 'info', file: '' } as const;

/** What goes to stdout from now on, instead of there. */
function heard(): () => Record<string, unknown>[] {
  const written: string[] = [];
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((lines) => {
    written.push(String(lines));
    return true;
  });
  onTestFinished(() => spy.mockRestore());
  return () => written.flatMap((lines) => lines.trimEnd().split('\n')).map((line) => JSON.parse(line));
}

it('writes a warning at once, with what came before it, and all at its end', async () => {
  const log = createLog('probe', root, logging);
  const lines = heard();
  const said = () => lines().map(({ msg }) => msg);
  log.logger.info('first');
  expect(said()).toEqual([]);
  log.logger.warn('second');
  expect(said()).toEqual(['first', 'second']);
  log.logger.info('third');
  await log.close();
  expect(said()).toEqual(['first', 'second', 'third']);
});

it('writes what is no warning soon, time and again', () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const { logger } = createLog('probe', root, logging);
  const lines = heard();
  for (const n of [1, 2]) {
    logger.info('a line');
    vi.runAllTimers();
    expect(lines()).toHaveLength(n);
  }
});

it('has a line for each request, with who asked, and none for probes', async () => {
  const lines = heard();
  const settings = { ...keyedSettings(), logging };
  const app = await createService({ name: 'probe', title: 'Probe', root: new URL('../../', root), settings });
  app.get('/info', () => ({}));
  await app.inject({ url: '/info', headers: bearer(KEYS.viewer) });
  await app.inject('/health/live');
  await app.close();
  const answered = lines().filter(({ msg }) => msg === 'answered');
  expect(answered).toMatchObject([{ caller: 'viewer', method: 'GET', url: '/info', status: 200 }]);
});

it('tells the code of an error, which is all that some have', () => {
  expect(loggedError(Object.assign(new Error(''), { code: 'ENOSPC' }))).toMatchObject({ code: 'ENOSPC' });
});

it('tells an error that is its own cause, and five causes at the most', () => {
  const error = new Error('round');
  error.cause = error;
  expect(JSON.stringify(loggedError(error)).split('"message":"round"')).toHaveLength(1 + 6);
});
