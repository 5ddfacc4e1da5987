import { AxiosError, AxiosHeaders } from 'axios';
import { describe, expect, it } from 'vitest';
import { toApiError } from '../../src/lib/api/error.js';
import { wordsOf } from '../../src/lib/components/error-words.js';
import { en } from '../../src/lib/i18n/en/index.js';

function answered(status: number, data: unknown): AxiosError {
  const config = { headers: new AxiosHeaders() };
  const headers = { 'x-request-id': 'a1' };
  return new AxiosError('failed', 'ERR_BAD_RESPONSE', config, null, { status, data, headers, config, statusText: '' });
}

describe('toApiError', () => {
  it('keeps what problem details say, field by field', () => {
    const errors = [{ path: '/batch_size', message: 'must be >= 1' }];
    const error = toApiError(
      answered(422, { status: 422, code: 'invalid_input', detail: 'body /batch_size', request_id: 'b2', errors }),
    );
    expect(error).toMatchObject({ status: 422, code: 'invalid_input', message: 'body /batch_size', requestId: 'b2' });
    expect(error.errors).toEqual(errors);
    expect(error.isPassing).toBe(false);
  });

  it('knows an answer that is no problem details by its status and request id', () => {
    expect(toApiError(answered(502, '<html>'))).toMatchObject({
      status: 502,
      code: 'unexpected_answer',
      requestId: 'a1',
    });
  });

  it('knows that no answer came, and that this may pass', () => {
    const error = toApiError(new AxiosError('Network Error', 'ERR_NETWORK'));
    expect(error).toMatchObject({ status: 0, code: 'no_answer', isPassing: true });
    expect(wordsOf(error, en)).toEqual({
      title: 'No answer from the server',
      detail: '',
      advice: 'Check the connection and whether the services are running.',
    });
  });

  it('tells a cancelled request apart', () => {
    expect(toApiError(new AxiosError('canceled', 'ERR_CANCELED')).code).toBe('cancelled');
  });
});

it('advises by what the answer means', () => {
  const adviceTo = (status: number, code: string) =>
    wordsOf(toApiError(answered(status, { status, code, detail: 'x' })), en).advice;
  expect(adviceTo(404, 'not_found')).toBe(en.errors.advice.gone);
  expect(adviceTo(409, 'conflict')).toBe(en.errors.advice.conflict);
  expect(adviceTo(422, 'invalid_input')).toBe(en.errors.advice.correct);
  expect(adviceTo(500, 'internal_error')).toBe(en.errors.advice.report);
  expect(adviceTo(503, 'dependency_unavailable')).toBe(en.errors.advice.wait);
  expect(adviceTo(507, 'storage_full')).toBe(en.errors.advice.disk);
});
