import type { Dictionary } from '../index.svelte.js';
import { number, rows } from './count.js';

export const metrics: Dictionary['metrics'] = {
  names: {
    accuracy: 'Доля верных',
    balanced_accuracy: 'Сбалансированная доля верных',
    precision: 'Точность',
    recall: 'Полнота',
    specificity: 'Специфичность',
    f1: 'F1',
    mcc: 'Корреляция Мэтьюса',
    cohen_kappa: 'Каппа Коэна',
    log_loss: 'Log loss',
    roc_auc: 'ROC AUC',
    average_precision: 'Средняя точность',
    brier: 'Оценка Брайера',
    brier_skill: 'Выигрыш по Брайеру',
    ece: 'Ошибка калибровки',
    train_accuracy: 'Доля верных на обучении',
    oob_accuracy: 'Доля верных out-of-bag',
  },
  help: {
    accuracy: 'Доля тестовых строк с верным ответом',
    balanced_accuracy: 'Среднее полноты по классам',
    precision: 'Сколько названных положительными таковы',
    recall: 'Сколько положительных найдено',
    specificity: 'Сколько отрицательных названо отрицательными',
    f1: 'Среднее гармоническое точности и полноты',
    mcc: 'От -1 до 1; 0 — случайность',
    cohen_kappa: 'Согласие сверх случайного',
    log_loss: 'Насколько неверны вероятности; меньше — лучше',
    roc_auc: 'Шанс, что положительный окажется выше отрицательного',
    average_precision: 'Площадь под кривой точности и полноты',
    brier: 'Квадрат ошибки вероятностей; меньше — лучше',
    brier_skill: 'Какой части ошибки предсказания по долям классов больше нет; 0 — никакой',
    ece: 'Насколько вероятности расходятся с происходящим; меньше — лучше',
    train_accuracy: 'Намного выше проверки — переобучение',
    oob_accuracy: 'Строку без равных ей судят деревья, которые её не видели',
  },
};

export const estimates: Dictionary['estimates'] = {
  value: 'Значение',
  intervalHead: (level) => `Интервал ${level}`,
  interval: (lo, hi) => `от ${lo} до ${hi}`,
  by: (level, method) => `${level}: ${method}`,
  method: 'Как найдено',
  methods: {
    wilson: 'Уилсон',
    mover: 'метод MOVER',
    'f-star': 'Уилсон для F*',
    delong: 'Делонг',
    newcombe: 'Ньюкомб',
    bootstrap: 'бутстрэп',
    permutation: 'перестановки',
    'nadeau-bengio': 'Надо и Бенжио',
    wald: 'Вальд',
    none: 'без интервала',
  },
  folds: (count) => `блоков: ${number(count)}`,
  undefinedResamples: (count) => `повторных выборок без значения: ${number(count)}`,
};

const inBrackets = (interval: string) => (interval === '' ? '' : ` (${interval})`);

export const charts: Dictionary['charts'] = {
  table: 'В виде таблицы',
  roc: 'ROC-кривая',
  rocSummary: (auc, interval) => `Площадь под кривой: ${auc}${inBrackets(interval)}; 0,5 — случайность.`,
  fpr: 'Доля ложных тревог',
  tpr: 'Доля найденных',
  precisionRecall: 'Точность и полнота',
  precisionRecallSummary: (ap, interval, chance) =>
    `Средняя точность: ${ap}${inBrackets(interval)}; случайность — ${chance}.`,
  band: (level) => `В полосе ${level} кривых повторных выборок тестовых строк, в каждой точке по отдельности.`,
  threshold: 'Порог',
  calibration: 'Калибровка',
  calibrationSummary: (ece, chance) =>
    `В среднем между сказанным и происходящим ${ece}; идеально калиброванная модель на стольких же строках показала бы ${chance}.`,
  calibrationFigures: 'Чего стоят вероятности',
  brierParts: {
    score: 'Оценка Брайера',
    reliability: '= Надёжность',
    resolution: '− Разрешение',
    uncertainty: '+ Неопределённость',
    within_bins: '+ Внутри групп',
  },
  slope: 'Наклон',
  intercept: 'Сдвиг',
  calibrationFiguresNote:
    'Надёжность — цена неверных вероятностей, лучше всего 0; разрешение — выигрыш от различения строк; неопределённость — цена одной лишь доли класса. При подгонке к логарифму шансов у идеальных вероятностей наклон 1 и сдвиг 0; наклон меньше 1 — они слишком уверенны.',
  said: 'Средняя вероятность',
  happened: 'Доля положительных',
  scores: 'Вероятности по истинному классу',
  scoresSummary: (positives, negatives, label) =>
    `Вероятность класса ${label}: ${rows(positives)} этого класса и ${number(negatives)} других.`,
  from: 'От',
  to: 'До',
  is: (label) => `класс ${label}`,
  isNot: (label) => `не класс ${label}`,
  rows: 'Строк',
  classOf: 'Кривые класса',
};
