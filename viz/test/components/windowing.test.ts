import { describe, expect, it } from 'vitest';
import { columnsWithin, windowOf } from '../../src/lib/components/windowing.js';

const view = { rowHeight: 32, height: 320, overscan: 2 };

describe('windowOf', () => {
  it('draws the rows in view and a few around them', () => {
    expect(windowOf({ ...view, total: 1_000, scrollTop: 0 })).toEqual({ first: 0, end: 16, before: 0, after: 31_488 });
    // Row 104 is the first in view.
    expect(windowOf({ ...view, total: 1_000, scrollTop: 104 * 32 }).first).toBe(96);
  });

  it('draws the same rows in the same place while a step of the scroll stays among them', () => {
    const at = (scrollTop: number) => windowOf({ ...view, total: 1_000, scrollTop });
    expect(at(3_200)).toEqual({ first: 96, end: 112, before: 3_072, after: 28_416 });
    expect(at(3_210)).toEqual(at(3_201));
    expect(at(3_200 + 8 * 32)).toMatchObject({ first: 104, before: 104 * 32 });
  });

  it('shows the last row at the end of the scrollbar', () => {
    const { end, after } = windowOf({ ...view, total: 1_000, scrollTop: 1_000 * 32 - 320 });
    expect(end).toBe(1_000);
    expect(after).toBe(0);
  });

  it('reaches every row of a table that is taller than browsers can draw', () => {
    const total = 5_000_000;
    expect(windowOf({ ...view, total, scrollTop: 8_000_000 - 320 }).end).toBe(total);
    const { first } = windowOf({ ...view, total, scrollTop: 4_000_000 - 160 });
    expect(first / total).toBeCloseTo(0.5, 3);
  });

  it('draws all of a short table', () => {
    expect(windowOf({ ...view, total: 3, scrollTop: 0 })).toEqual({ first: 0, end: 3, before: 0, after: 0 });
  });
});

describe('columnsWithin', () => {
  const widths = Array.from({ length: 5_000 }, (_, index) => (index % 2 ? 5 : 15));

  it('draws the columns in view, in steps, and leaves the room of all others', () => {
    expect(columnsWithin(widths, 0, 60)).toEqual({ first: 0, end: 8, before: 0, after: 49_920 });
    expect(columnsWithin(widths, 1_000, 1_060)).toEqual({ first: 96, end: 112, before: 960, after: 48_880 });
  });

  it('draws the last at the end of the scrollbar', () => {
    expect(columnsWithin(widths, 49_940, 50_000)).toEqual({ first: 4_992, end: 5_000, before: 49_920, after: 0 });
  });

  it('draws all of a narrow table, and the first before its width is known', () => {
    expect(columnsWithin([5, 5, 5], -4, 90)).toEqual({ first: 0, end: 3, before: 0, after: 0 });
    expect(columnsWithin(widths, -4, 0)).toMatchObject({ first: 0, end: 8 });
  });
});
