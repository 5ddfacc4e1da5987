import type { Cell, FeaturePreparation, Row } from '@ml-microservices/shared/contracts';
import { typicalRow } from './row-form.svelte.js';

function quoted(cell: Cell): string {
  const text = cell === null ? '' : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** CSV text with the model's features: `rows` of the data it learned from, or where there are none the typical row. */
export function csvExample(features: readonly FeaturePreparation[], rows: readonly Row[]): string {
  const names = features.map(({ name }) => name);
  const known = rows.length > 0 ? rows : [typicalRow(features)];
  const lines = [names, ...known.map((row) => names.map((name) => row[name] ?? null))];
  return `${lines.map((cells) => cells.map(quoted).join(',')).join('\n')}\n`;
}
