import type { Cell, Row } from '@ml-microservices/shared/contracts';

/** One row for a model's `predict`; where keys are asked for, one is expected in the variable KEY. */
export interface Call {
  readonly url: string;
  readonly row: Row;
  readonly needsKey: boolean;
}

const shellQuoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** For a POSIX shell. */
export function curl({ url, row, needsKey }: Call): string {
  const key = needsKey ? ['-H "Authorization: Bearer $KEY"'] : [];
  const body = JSON.stringify({ rows: [row] });
  return [`curl ${url}`, ...key, "-H 'Content-Type: application/json'", `-d ${shellQuoted(body)}`].join(' \\\n  ');
}

/** JSON's texts and numbers are Python's too. */
const pythonic = (cell: Cell) => (cell === null ? 'None' : JSON.stringify(cell));

/** For Python 3 and its standard library. */
export function python({ url, row, needsKey }: Call): string {
  const cells = Object.entries(row).map(([name, cell]) => `${JSON.stringify(name)}: ${pythonic(cell)}`);
  const key = needsKey ? `, "Authorization": "Bearer " + os.environ["KEY"]` : '';
  return [
    `import json, ${needsKey ? 'os, ' : ''}urllib.request`,
    '',
    `rows = [{${cells.join(', ')}}]`,
    `headers = {"Content-Type": "application/json"${key}}`,
    `request = urllib.request.Request("${url}", json.dumps({"rows": rows}).encode(), headers)`,
    'print(json.load(urllib.request.urlopen(request))["predictions"])',
  ].join('\n');
}
