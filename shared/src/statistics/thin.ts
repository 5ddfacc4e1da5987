/** Points of a curve that are kept where there are more. */
const MOST_POINTS = 200;

/** Square of the distance of a point from the line through two others, or from them where they are one. */
function offset(point: Place, from: Place, to: Place): number {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = dx * dx + dy * dy;
  const [px, py] = [point[0] - from[0], point[1] - from[1]];
  if (length === 0) return px * px + py * py;
  return (px * dy - py * dx) ** 2 / length;
}

export type Place = readonly [x: number, y: number];

interface Span {
  readonly start: number;
  readonly end: number;
  readonly farthest: number;
  readonly distance: number;
}

/**
 * At most `most` of the points of a curve, its ends among them: always the point next that is farthest from the line
 * drawn so far (Ramer 1972; Douglas and Peucker 1973), and none that lies on it. Cost most x points.
 */
export function thin<T>(points: readonly T[], place: (point: T) => Place, most = MOST_POINTS): T[] {
  if (points.length < 3) return [...points];
  const places = points.map(place);
  const spanOf = (start: number, end: number): Span => {
    let [farthest, distance] = [start, 0];
    for (let i = start + 1; i < end; i++) {
      const found = offset(places[i], places[start], places[end]);
      if (found > distance) [farthest, distance] = [i, found];
    }
    return { start, end, farthest, distance };
  };
  const kept = new Set([0, points.length - 1]);
  const spans = [spanOf(0, points.length - 1)];
  while (kept.size < most) {
    let widest = 0;
    for (let i = 1; i < spans.length; i++) if (spans[i].distance > spans[widest].distance) widest = i;
    const { start, end, farthest, distance } = spans[widest];
    // Below this it is the rounding of a point on the line.
    if (distance < 1e-24) break;
    kept.add(farthest);
    spans.splice(widest, 1, spanOf(start, farthest), spanOf(farthest, end));
  }
  return points.filter((_, i) => kept.has(i));
}
