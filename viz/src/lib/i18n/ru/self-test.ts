import type { Dictionary } from '../index.svelte.js';

export const selfTest: Dictionary['selfTest'] = {
  title: 'Самопроверка',
  note: 'Небольшое обучение, предсказание и отчёт через все пять сервисов. Созданное удаляется.',
  run: 'Запустить самопроверку',
  steps: {
    collect: 'Собрать и сохранить порцию',
    store: 'Сохранить небольшую таблицу',
    train: 'Обучить на ней модель',
    predict: 'Предсказать строку',
    report: 'Составить отчёт',
    clean: 'Удалить созданное',
  },
  states: { waiting: 'не начато', running: 'выполняется', passed: 'пройдено', failed: 'ошибка', skipped: 'пропущено' },
  passed: (duration) => `Всё работает: ${duration}.`,
  failed: 'Что-то не работает: посмотрите на шаг с ошибкой.',
};
