import { describe, expect, it } from 'vitest';
import { binsOf } from '../../src/drift/bins.js';
import { rowNumbers, tableOf } from '../tabular/tables.js';

type Cells = readonly (string | number)[];

const sampleOf = (cells: Cells) => {
  const { columns, nRows } = tableOf(`x,y\n${cells.map((cell) => `${cell},0\n`).join('')}`);
  return { column: columns[0], rows: rowNumbers(nRows) };
};
/** As short texts: what is in the bin, its rows of training, those of the input. */
const bins = (training: Cells, input: Cells) =>
  binsOf(sampleOf(training), sampleOf(input)).map(({ kind, category, from, to, training, input }) => [
    kind === 'range' ? `${from}..${to}` : (category ?? kind),
    training,
    input,
  ]);
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
const times = (n: number, cell: string | number): Cells => new Array(n).fill(cell);

describe('the bins of a feature', () => {
  it('are ranges of as many training rows each, five or more of the input to each', () => {
    // Quartiles of 1 to 21 are 6, 11 and 16.
    expect(bins(upTo(21), [6, 7, 11, 12, 30, ...times(15, -1)])).toEqual([
      ['null..6', 6, 16],
      ['6..11', 5, 2],
      ['11..16', 5, 1],
      ['16..null', 5, 1],
    ]);
  });

  it('are ten at most', () => {
    expect(bins(upTo(101), upTo(101))).toHaveLength(10);
    const cities = upTo(12).flatMap((n) => times(10, `city ${n}`));
    expect(bins(cities, cities)).toHaveLength(10 + 1);
    expect(bins(cities, cities).at(-1)).toEqual(['rare', 20, 20]);
  });

  it('are fewer where the input or the training has few rows', () => {
    expect(bins(upTo(100), upTo(20))).toHaveLength(4);
    expect(bins(upTo(20), upTo(100))).toHaveLength(4);
  });

  it('are the values themselves where there are few', () => {
    expect(bins([...times(12, 1), ...times(6, 2), ...times(6, 3)], [...times(10, 1), ...times(10, 4)])).toEqual([
      ['null..1', 12, 10],
      ['1..2', 6, 0],
      ['2..null', 6, 10],
    ]);
  });

  it('have no end above, so that what is larger than all before is with the largest', () => {
    expect(bins([...times(10, 0), ...times(10, 1)], [...times(10, 1), ...times(10, 4)])).toEqual([
      ['null..0', 10, 0],
      ['0..null', 10, 20],
    ]);
  });

  it('have one for what is missing, where something is', () => {
    expect(bins(times(20, 1), [...times(19, 1), '']).at(-1)).toEqual(['missing', 0, 1]);
    expect(bins(times(20, 'a'), [...times(19, 'a'), '']).at(-1)).toEqual(['missing', 0, 1]);
  });

  it('are the categories of which five rows of the input are to be expected, then the rare and the new', () => {
    // The input has half as many rows: 10 of training make 5 of it.
    const training = [...times(21, 'a'), ...times(10, 'b'), ...times(9, 'c')];
    expect(bins(training, [...times(8, 'b'), ...times(7, 'c'), ...times(3, 'd'), ...times(2, 'e')])).toEqual([
      ['a', 21, 0],
      ['b', 10, 8],
      ['rare', 9, 7],
      ['new', 0, 5],
    ]);
  });
});
