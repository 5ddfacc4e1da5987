/** Browsers draw no element higher than some 17 million pixels; beyond this the scrollbar counts in larger steps. */
const TALLEST_PX = 8_000_000;
/** Rows come and go so many at a time, so that most steps of a scroll draw nothing new. */
const STEP = 8;

export interface Window {
  /** Rows or columns to draw: from `first` up to, but not including, `end`. */
  readonly first: number;
  readonly end: number;
  /** Space on both sides of them. */
  readonly before: number;
  readonly after: number;
}

interface View {
  readonly total: number;
  readonly rowHeight: number;
  readonly scrollTop: number;
  readonly height: number;
  /** Rows drawn beyond the edges, so that scrolling meets no gap. */
  readonly overscan: number;
}

/** Which rows of a long table are in view, and the empty space that stands for all the others. */
export function windowOf({ total, rowHeight, scrollTop, height, overscan }: View): Window {
  const wholeHeight = total * rowHeight;
  const fullHeight = Math.min(wholeHeight, TALLEST_PX);
  const scrollable = Math.max(0, fullHeight - height);
  const scrolled = Math.min(scrollable, Math.max(0, scrollTop));
  // Pixels of the table above the view: more than were scrolled where the scrollbar counts in larger steps.
  const above = scrollable === 0 ? 0 : (scrolled / scrollable) * (wholeHeight - height);
  const first = Math.max(0, Math.floor((above / rowHeight - overscan) / STEP) * STEP);
  const end = Math.min(total, Math.ceil(((above + height) / rowHeight + overscan) / STEP) * STEP);
  const before = Math.max(0, first * rowHeight - above + scrolled);
  return { first, end, before, after: Math.max(0, fullHeight - before - (end - first) * rowHeight) };
}

/** Which columns of these widths are in the view from `left` to `right`, in steps, and the width of all others. */
export function columnsWithin(widths: readonly number[], left: number, right: number): Window {
  const ends: number[] = [];
  for (const width of widths) ends.push((ends.at(-1) ?? 0) + width);
  const indexOf = (place: number) => {
    const index = ends.findIndex((end) => end > place);
    return index < 0 ? widths.length : index;
  };
  const first = Math.floor(indexOf(left) / STEP) * STEP;
  const end = Math.min(widths.length, Math.ceil((indexOf(right) + 1) / STEP) * STEP);
  const before = ends[first - 1] ?? 0;
  return { first, end, before, after: (ends.at(-1) ?? 0) - (ends[end - 1] ?? 0) };
}
