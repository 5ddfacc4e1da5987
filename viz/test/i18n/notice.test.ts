import { describe, expect, it } from 'vitest';
import { ApiError } from '../../src/lib/api/error.js';
import { wordsOf } from '../../src/lib/components/error-words.js';
import { en } from '../../src/lib/i18n/en/index.js';
import { sayNotice, sayReason, sayStep } from '../../src/lib/i18n/notice.js';
import { ru } from '../../src/lib/i18n/ru/index.js';

describe("what a service says in its reader's language", () => {
  it('is made of its code and values', () => {
    const few = { code: 'few_test_rows', values: { rows: 12 }, message: 'only 12 test rows: the intervals are wide' };
    expect(sayNotice(few, en)).toBe('Only 12 rows in the test: the intervals are wide');
    expect(sayNotice(few, ru)).toBe('Тестовых строк всего 12: интервалы широки');
    const marked = { name: 'Ticket', reason: 'the dataset marks it as text', code: 'marked', values: { role: 'text' } };
    expect(sayReason(marked, ru)).toBe('в датасете помечен как текст');
    const kept = { step: 'keep_as_text', detail: 'not all numbers: Age', count: 1, values: { columns: 'Age' } };
    expect(sayStep(kept, ru)).toBe('не все значения — числа, оставлены текстом: Age');
  });

  it('is the English of the service where the code is not known, or there is none', () => {
    expect(sayNotice({ code: 'of_tomorrow', values: {}, message: 'news' }, ru)).toBe('news');
    expect(sayReason({ name: 'Ticket', reason: 'free text' }, ru)).toBe('free text');
    expect(sayStep({ step: 'keep_as_text', detail: 'not all numbers: Age', count: 1 }, ru)).toBe(
      'not all numbers: Age',
    );
  });

  it('knows the same codes in both languages', () => {
    expect(Object.keys(ru.notices)).toEqual(Object.keys(en.notices));
    expect(Object.keys(ru.reasons)).toEqual(Object.keys(en.reasons));
    expect(Object.keys(ru.steps)).toEqual(Object.keys(en.steps));
  });
});

describe('a problem', () => {
  const gone = { status: 404, code: 'not_found', detail: 'There is no model 7.' };

  it("is told in its reader's language by its reason, else as the service says it", () => {
    const known = new ApiError({ ...gone, reason: 'unknown_id', values: { noun: 'model', id: 7 } });
    expect(wordsOf(known, ru)).toMatchObject({ title: 'Не найдено', detail: 'Модели 7 нет.' });
    expect(wordsOf(known, en).detail).toBe(gone.detail);
    expect(wordsOf(new ApiError(gone), ru).detail).toBe(gone.detail);
    expect(wordsOf(new ApiError({ ...gone, reason: 'of_tomorrow' }), ru).detail).toBe(gone.detail);
  });

  it.each(['problems', 'faults', 'failures', 'progress'] as const)(
    'has the same codes of %s in both languages',
    (name) => {
      expect(Object.keys(ru[name])).toEqual(Object.keys(en[name]));
    },
  );
});
