export { checkHeader } from './header.js';
export { NOT_A_NUMBER, parseNumberBytes, parseNumberText } from './number-bytes.js';
export { emptyProblem, lengthProblem, lineProblem, noRowProblem } from './problems.js';
export { type KnownColumn, ROWS_PER_MARK, type ScannedTable, TableScanner } from './table-scanner.js';
export { CsvTokenizer, type RecordSink } from './tokenizer.js';
export { unreadNumber } from './unread-number.js';
export { isInfinite, isMissing, isMissingBytes, parseFinite, readCell } from './values.js';
export { type WordList, WordTable } from './word-table.js';
export { csvText } from './write.js';
