import type { ProgressData } from '@ml-microservices/shared/contracts';
import { describe, expect, it } from 'vitest';
import { ApiError } from '../../src/lib/api/error.js';
import { en } from '../../src/lib/i18n/en/index.js';
import { ru } from '../../src/lib/i18n/ru/index.js';
import { sayFailure, sayField, sayProblem, sayProgress } from '../../src/lib/i18n/say.js';

const invalid = (errors: ApiError['errors'], detail = 'as the service says it') =>
  new ApiError({ status: 422, code: 'invalid_input', detail, errors: [...errors] });

describe('a fault of a field', () => {
  const fault = {
    path: '/threshold',
    message: 'is for targets of two classes; Embarked has 3',
    reason: 'two_classes',
    values: { classes: 3 },
  };

  it("is told at its field in the reader's language, and as the service says it where the reason is not known", () => {
    const error = invalid([fault, { path: '/seed', message: 'is odd', reason: 'of_tomorrow' }]);
    expect(sayField(error, '/threshold', ru)).toBe('только для двух классов, а в целевом столбце их 3');
    expect(sayField(error, '/seed', ru)).toBe('is odd');
    expect(sayField(error, '/target', ru)).toBeUndefined();
    expect(sayField(undefined, '/target', ru)).toBeUndefined();
  });

  it('speaks for the whole, with its line', () => {
    const ragged = {
      path: 'line 3',
      message: '1 field where the header has 2',
      reason: 'field_count',
      values: { fields: 1, header: 2 },
    };
    expect(sayProblem(invalid([ragged]), ru)).toBe('Строка 3: 1 поле, а в заголовке 2');
    expect(sayProblem(invalid([ragged]), en)).toBe('Line 3: 1 field where the header has 2');
    expect(sayProblem(invalid([{ path: 'line 3', message: 'odd' }]), ru)).toBe('as the service says it');
  });
});

describe('a reason that a field and a whole input can have', () => {
  const said = { reason: 'lacks_columns', values: { columns: 'Age, Fare' } };

  it('is told of the whole as a sentence, of the field as its fault', () => {
    const whole = new ApiError({ status: 422, code: 'invalid_input', detail: 'as the service says it', ...said });
    expect(sayProblem(whole, en)).toBe('The input lacks columns that the model needs: Age, Fare.');
    const error = invalid([{ path: '/test_dataset_id', message: 'lacks columns', ...said }]);
    expect(sayField(error, '/test_dataset_id', en)).toBe('lacks columns that are needed: Age, Fare');
  });
});

describe('a failed run', () => {
  it('is told by title and reason, with the line of a file', () => {
    const single = {
      code: 'single_class',
      message: 'y must have at least 2 classes, got only yes',
      reason: 'single_class',
      values: { column: 'y', class: 'yes' },
    };
    expect(sayFailure(single, ru)).toEqual({
      title: 'В целевом столбце только один класс',
      detail: 'В столбце y нужно не меньше 2 классов, а есть только yes.',
    });
    const late = { code: 'dependency_timeout', message: 'storage did not answer in time.', reason: 'service_late' };
    expect(sayFailure({ ...late, values: { service: 'storage' } }, ru)).toEqual({
      title: 'Один из сервисов не ответил вовремя',
      detail: 'Сервис storage не ответил вовремя.',
    });
    const ragged = { code: 'invalid_input', message: 'x', reason: 'field_count' };
    expect(sayFailure({ ...ragged, values: { fields: 1, header: 2, line: 4 } }, en).detail).toBe(
      'Line 4: 1 field where the header has 2',
    );
  });

  it('of an earlier version is told as it was stored', () => {
    expect(sayFailure({ code: 'single_class', message: 'y has one class' }, ru).detail).toBe('y has one class');
    expect(sayFailure({ code: 'of_tomorrow', message: 'news' }, ru)).toEqual({
      title: 'Запуск завершился ошибкой',
      detail: 'news',
    });
  });
});

describe('the progress of a run', () => {
  const at = (note: ProgressData['note'], message = '') =>
    ({ run_id: 1, status: 'running', progress: 0.5, stage: 'fit', message, note }) as const;

  it.each([
    [{ code: 'trees_done', values: { done: 50, total: 100 } }, '50 из 100 деревьев', '50 of 100 trees'],
    [{ code: 'trees_done', values: { done: 1, total: 1 } }, '1 из 1 дерева', '1 of 1 tree'],
    [{ code: 'folds_done', values: { done: 2, total: 21 } }, '2 из 21 блока', '2 of 21 folds'],
    [{ code: 'rows_judged', values: { done: 2, total: 11 } }, 'проверено 2 из 11 строк', '2 of 11 rows judged'],
  ])('%j', (note, russian, english) => {
    expect(sayProgress(at(note), ru)).toBe(russian);
    expect(sayProgress(at(note), en)).toBe(english);
  });

  it('is told as the service says it where it has no note, or one that is not known', () => {
    expect(sayProgress(at(undefined, '50 trees'), ru)).toBe('50 trees');
    expect(sayProgress(at({ code: 'of_tomorrow', values: {} }, 'news'), ru)).toBe('news');
  });
});
