/** Browsers draw no element higher than some 17 million pixels; beyond this the scrollbar counts in larger steps. */
const TALLEST_PX = 8_000_000;

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
  const fullHeight = Math.min(total * rowHeight, TALLEST_PX);
  const scrollable = Math.max(0, fullHeight - height);
  const share = scrollable === 0 ? 0 : Math.min(1, Math.max(0, scrollTop / scrollable));
  const visible = Math.ceil(height / rowHeight);
  const top = Math.floor(share * Math.max(0, total - Math.floor(height / rowHeight)));
  const first = Math.max(0, top - overscan);
  const end = Math.min(total, top + visible + overscan + 1);
  const before = Math.max(0, Math.min(scrollTop, scrollable) - (top - first) * rowHeight);
  return { first, end, before, after: Math.max(0, fullHeight - before - (end - first) * rowHeight) };
}
