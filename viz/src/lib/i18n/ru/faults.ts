import { plural } from '../plural.js';
import type { Sentences } from '../sentence.js';
import { columns, number } from './count.js';

const counted = (count: string | number | undefined) => number(Number(count));
const fields = (count: string | number | undefined) =>
  plural('ru', Number(count), { one: 'поле', few: 'поля', many: 'полей', other: 'поля' });

export const faults: Sentences = {
  required: () => 'нужно заполнить',
  minimum: ({ limit, value }) => `не меньше ${limit}, получено ${value}`,
  maximum: ({ limit, value }) => `не больше ${limit}, получено ${value}`,
  exclusiveMinimum: ({ limit, value }) => `больше ${limit}, получено ${value}`,
  exclusiveMaximum: ({ limit, value }) => `меньше ${limit}, получено ${value}`,
  minLength: ({ limit }) => `не короче, знаков: ${counted(limit)}`,
  maxLength: ({ limit }) => `не длиннее, знаков: ${counted(limit)}`,
  not_a_number: ({ column, value }) => `в столбце ${column} нужно число, получено ${value}`,
  unknown_column: ({ columns: known, value }) => `нужен один из столбцов ${known}, получено «${value}»`,
  lacks_columns: ({ columns: lacked }) => `не хватает нужных столбцов: ${lacked}`,
  needed_column: () => 'этот столбец нужен модели',
  target_as_feature: ({ value }) => `целевой столбец не может быть признаком: «${value}»`,
  target_needed: ({ columns: known }) => `выберите столбец, который нужно предсказывать; есть ${known}`,
  two_classes: ({ classes }) => `только для двух классов, а в целевом столбце их ${counted(classes)}`,
  unknown_class: ({ classes, value }) => `нужен один из классов ${classes}, получено «${value}»`,
  offset_range: ({ limit, value }) => `от 0 до ${counted(limit)}, получено ${counted(value)}`,
  row_expected: () => 'после заголовка нужна хотя бы одна строка',
  field_count: ({ fields: count, header }) => `${fields(count)}, а в заголовке ${counted(header)}`,
  row_too_long: ({ bytes }) => `строка длиннее ${counted(bytes)} байт; может быть, не закрыта кавычка?`,
  quote_not_closed: () => 'не закрыта кавычка',
  quote_goes_on: () => 'после закрывающей кавычки есть ещё текст; кавычку внутри нужно удвоить',
  not_utf8: () => 'это не текст в UTF-8; сохраните его как «CSV UTF-8»',
  archive: () => 'это книга таблиц или архив; сохраните лист как «CSV UTF-8»',
  nul_byte: () => 'это не текст: есть нулевой байт',
  header_columns: ({ columns: count, limit }) =>
    `в заголовке ${columns(Number(count))}; допустимо не больше ${counted(limit)}`,
  unnamed_column: ({ column }) => `столбец ${column} заголовка без названия`,
  long_column_name: ({ column, length, limit }) =>
    `название столбца ${column} длиной в ${counted(length)} знаков; допустимо не больше ${counted(limit)}`,
  repeated_column: ({ column, name }) => `столбец ${column} заголовка повторяет название «${name}»`,
};
