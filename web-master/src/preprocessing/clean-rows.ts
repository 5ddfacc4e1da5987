import type { Batch, Cell, PreprocessingStep } from '@ml-microservices/shared/contracts';
import { isMissing } from '@ml-microservices/shared/csv';

/** Trims text, and turns empty text and the words for a missing value into a missing value. */
export function cleanRows({ columns, rows }: Batch): { rows: Cell[][]; steps: PreprocessingStep[] } {
  let trimmed = 0;
  let missing = 0;
  const clean = (cell: Cell): Cell => {
    const text = typeof cell === 'string' ? cell.trim() : cell;
    if (text !== cell) trimmed++;
    const isPresent = typeof text === 'string' ? !isMissing(text) : text !== null;
    if (isPresent) return text;
    missing++;
    return null;
  };
  const cleaned = rows.map((row) => columns.map((name) => clean(row[name] ?? null)));
  return {
    rows: cleaned,
    steps: [
      { step: 'trim_text', detail: 'cells whose text had blanks around it', count: trimmed },
      { step: 'mark_missing', detail: 'cells without a value: empty, NA, N/A, NaN, null or ?', count: missing },
    ],
  };
}
