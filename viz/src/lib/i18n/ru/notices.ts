import type { Dictionary } from '../index.svelte.js';
import { number } from './count.js';

const ROLES: Readonly<Record<string, string>> = { identifier: 'идентификатор', text: 'текст', ignored: 'ненужный' };

export const notices: Dictionary['notices'] = {
  unlabelled_rows: ({ count, rows, column }) =>
    `Строк без значения ${column}: ${number(Number(count))} из ${number(Number(rows))}; они не использованы`,
  unread_numbers: ({ columns: names, value }) =>
    `${names}: значения похожи на числа, но прочитаны как слова, потому что «${value}» не число; пишите 1234.5, а пропуски оставляйте пустыми`,
  dates_as_words: ({ columns: names, value }) =>
    `${names}: даты, как «${value}», считаются словами, а у слов нет порядка; чтобы учиться по ним, дайте их числами: дни от некоторой даты, месяц, день недели`,
  unlabelled_test_rows: ({ count, column }) =>
    `В тестовом датасете строк без значения ${column}: ${number(Number(count))}; они не использованы`,
  unseen_class_test_rows: ({ count, column }) =>
    `В тестовом датасете строк с классом ${column}, незнакомым модели: ${number(Number(count))}; они не использованы`,
  unseen_category: ({ column, count }) =>
    `${column}: тестовых строк с категорией, которой нет в обучении: ${number(Number(count))}`,
  not_converged: ({ iterations, max_iter, gradient, tol }) =>
    `Логистическая регрессия остановлена после ${iterations} из ${max_iter} итераций, не сойдясь: наибольшая составляющая градиента ${gradient}, tol — ${tol}`,
  column_gives_away: ({ feature, target, right, rows: all }) =>
    `Один столбец ${feature} выдаёт ${target}: верно ${number(Number(right))} из ${number(Number(all))} тестовых строк. Это копия или то, что известно лишь потом? Тогда уберите его: цифры ничего не стоят`,
  copies_but_for_identifiers: ({ count, rows, columns }) =>
    `Тестовых строк, равных строке обучения во всех столбцах, кроме ${columns}: ${number(Number(count))} из ${number(Number(rows))}. Если это копии, цифры слишком хороши`,
  few_test_rows: ({ rows }) => `Тестовых строк всего ${number(Number(rows))}: интервалы широки`,
  importances_left_out: ({ shown, features }) =>
    `Важность посчитана для ${number(Number(shown))} признаков из ${number(Number(features))}`,
  slices_left_out: ({ shown, features }) =>
    `Срезы сделаны по первым ${number(Number(shown))} признакам из ${number(Number(features))}`,
  mistakes_left_out: ({ shown, columns }) =>
    `Худшие ошибки показаны с первыми ${number(Number(shown))} столбцами из ${number(Number(columns))}`,
  coefficients_left_out: ({ most, columns }) =>
    `Коэффициенты перечислены, если столбцов не больше ${number(Number(most))}, а их ${number(Number(columns))}`,
  curves_left_out: ({ shown, classes }) =>
    `Кривые построены для ${number(Number(shown))} классов из ${number(Number(classes))}, у которых больше всего тестовых строк`,
  correlated_features: ({ feature, other, r }) =>
    `${feature} и ${other} меняются вместе (r ${r}): они делят важность и коэффициенты`,
  class_never_found: ({ class: label }) =>
    `Ни одна тестовая строка класса ${label} не названа им: интервалы корреляции Мэтьюса, каппы и средних F1, где они есть, слишком узки`,
  few_of_class: ({ count, class: label }) => `Тестовых строк класса ${label} всего ${number(Number(count))}`,
};

export const reasons: Dictionary['reasons'] = {
  not_asked: () => 'не выбран среди признаков',
  marked: ({ role }) => `в датасете помечен как ${ROLES[String(role)] ?? role}`,
  mostly_missing: ({ missing, rows }) => `почти везде пропуски: ${number(Number(missing))} из ${number(Number(rows))}`,
  constant: ({ value }) => `постоянный: везде ${value}`,
  rising: () => 'идентификатор: числа растут на единицу от строки к строке',
  distinct: () => 'идентификатор: все значения разные',
  free_text: ({ distinct, rows }) =>
    `свободный текст: разных значений ${number(Number(distinct))} в строках: ${number(Number(rows))}`,
};

export const steps: Dictionary['steps'] = {
  read_encoding: ({ encoding }) => `символы вне ASCII прочитаны как ${encoding}`,
  read_delimiter: ({ delimiter }) => `строки, где поля разделяет ${delimiter}`,
  read_decimal_commas: () => 'числа, записанные с запятой',
  trim_text: () => 'ячейки, где вокруг текста были пробелы',
  mark_missing: () => 'ячейки без значения: пустые, NA, N/A, NaN, null или ?',
  type_columns: () => 'столбцы, тип которых задан словарём данных',
  keep_as_text: ({ columns }) =>
    columns === undefined ? '' : `не все значения — числа, оставлены текстом: ${columns}`,
  drop_duplicates: () => 'удалены полные повторы строк',
};
