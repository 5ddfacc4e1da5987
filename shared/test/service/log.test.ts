import { expect, it, onTestFinished, vi } from 'vitest';
import { createLog } from '../../src/service/log.js';
import { loggedError } from '../../src/service/logged-error.js';
import { commonSettings } from './settings.js';

it('writes a warning at once, with what came before it, and all at its end', async () => {
  const { logging } = commonSettings();
  const log = createLog('probe', new URL('./', import.meta.url), { ...logging, level: 'info', file: '' });
  const written: string[] = [];
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((lines) => {
    written.push(String(lines));
    return true;
  });
  onTestFinished(() => spy.mockRestore());
  log.logger.info('first');
  expect(written).toEqual([]);
  log.logger.warn('second');
  const said = () => written.flatMap((lines) => lines.trimEnd().split('\n')).map((line) => JSON.parse(line).msg);
  expect(said()).toEqual(['first', 'second']);
  log.logger.info('third');
  await log.close();
  expect(said()).toEqual(['first', 'second', 'third']);
});

it('tells an error that is its own cause, and five causes at the most', () => {
  const error = new Error('round');
  error.cause = error;
  expect(JSON.stringify(loggedError(error)).split('"message":"round"')).toHaveLength(1 + 6);
});
