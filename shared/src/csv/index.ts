export { ColumnProfiler } from './column-profiler.js';
export { checkHeader } from './header.js';
export { NOT_A_NUMBER, parseNumberBytes, parseNumberText } from './number-bytes.js';
export { CsvTokenizer, lineProblem, type RecordSink } from './tokenizer.js';
export { isInfinite, isMissing, MISSING_WORDS, parseFinite } from './values.js';
export { type WordList, WordTable } from './word-table.js';
