/** Browsers draw no element higher than some 17 million pixels; beyond this the scrollbar counts in larger steps. */
const TALLEST_PX = 8_000_000;
/** Rows come and go so many at a time, so that most steps of a scroll draw nothing new. */
const STEP = 8;

export interface Window {
  /** Rows to draw: from `first` up to, but not including, `end`. */
  readonly first: number;
  readonly end: number;
  /** Space above and below them, in pixels. */
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
