import type { Dictionary } from '../index.svelte.js';
import { number } from './count.js';

export const drift: Dictionary['drift'] = {
  title: 'Сравнение со строками обучения',
  note: (drifted, all) =>
    drifted === 0
      ? `Признаков: ${number(all)}, ни один не сместился: строки похожи на те, на которых училась модель.`
      : `Сместились признаки: ${number(drifted)} из ${number(all)}. На строках, непохожих на учебные, модель может ошибаться чаще, чем сказано в отчёте.`,
  method:
    'PSI — индекс стабильности популяции, 0 при равных долях. Признак сместился от 0,1 и сильно — от 0,25, если это находит и тест (хи-квадрат значений, Фишер для редких, новых и пропусков; p по Холму по всем).',
  feature: 'Признак',
  training: 'Обучение',
  input: 'Вход',
  psi: 'Сдвиг (PSI)',
  verdicts: { moderate: 'сместился', large: 'сильно сместился' },
  kinds: { rare: 'редкие в обучении', new: 'не встречались в обучении', missing: 'пропуски' },
  all: 'все значения',
  moved: (bin, before, now) => `${bin}: ${before} → ${now}`,
};
