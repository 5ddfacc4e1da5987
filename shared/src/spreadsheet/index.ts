export { PlainCsv, toPlainCsv } from './plain-csv.js';
export { toUtf8, Utf8Text } from './utf8-text.js';
