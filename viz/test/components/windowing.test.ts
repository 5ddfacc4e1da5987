import { describe, expect, it } from 'vitest';
import { windowOf } from '../../src/lib/components/windowing.js';

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
