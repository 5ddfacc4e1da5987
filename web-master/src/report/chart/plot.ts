import { thin } from '@ml-microservices/shared/statistics';
import { thinned } from '../html/elements.js';
import { type Content, type Html, html } from '../html/template.js';

/** In units of the drawing, which the page stretches to the room there is. */
const WIDTH = 292;
const HEIGHT = 220;
const LEFT = 40;
const TOP = 8;
const INNER_WIDTH = 240;
const INNER_HEIGHT = 180;
const BOTTOM = TOP + INNER_HEIGHT;
const RIGHT = LEFT + INNER_WIDTH;

/** Places of a band that are drawn: nearer ones are a few pixels apart. */
const DRAWN = 18;
/** Points of a line that are drawn: those that are farthest from it if left out, all of them but by less than a pixel. */
const DRAWN_OF_LINE = 50;

export type Point = readonly [x: number, y: number];

export interface Tick {
  /** Share of the axis. */
  readonly at: number;
  readonly text: string | number;
}

/** Of an axis from 0 to 1. */
const UNIT_TICKS: readonly Tick[] = [0, 0.25, 0.5, 0.75, 1].map((at) => ({ at, text: at }));

export interface Axis {
  readonly name: string;
  readonly ticks?: readonly Tick[];
}

export interface PlotOptions {
  /** What is drawn, for whoever hears the page. */
  readonly label: string;
  readonly x: Axis;
  readonly y: Axis;
}

/** With one decimal, which is finer than a screen. */
export const tenth = (at: number): number => Math.round(at * 10) / 10;

/** Of a share in [0, 1] of the axis, from left to right. */
export const atX = (share: number): number => tenth(LEFT + share * INNER_WIDTH);
/** Of a share in [0, 1] of the axis, from the bottom to the top. */
export const atY = (share: number): number => tenth(BOTTOM - share * INNER_HEIGHT);

/** `x,y x,y`, as `points` of a polyline. */
const pointsOf = (points: readonly Point[]): string => points.map(([x, y]) => `${atX(x)},${atY(y)}`).join(' ');

/** Axes, grid and names with marks over them. */
export function plot({ label, x, y }: PlotOptions, ...marks: readonly Content[]): Html {
  return html`<svg class="plot" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${label}">
<path class="grid" d="${ticksOf(y).map(({ at }) => `M${LEFT} ${atY(at)}H${RIGHT}`)}"/>
<g class="x" transform="translate(0 ${BOTTOM + 13})">${ticksOf(x).map(({ at, text }) => html`<text x="${atX(at)}">${text}</text>`)}<text class="axis" x="${LEFT + INNER_WIDTH / 2}" y="16">${x.name}</text></g>
<g class="y" transform="translate(${LEFT - 5} 3.5)">${ticksOf(y).map(({ at, text }) => html`<text y="${atY(at)}">${text}</text>`)}</g>
<text class="axis" transform="translate(9 ${TOP + INNER_HEIGHT / 2}) rotate(-90)">${y.name}</text>
${marks}
</svg>`;
}

const ticksOf = ({ ticks = UNIT_TICKS }: Axis) => ticks;

export const line = (points: readonly Point[], kind = 'line'): Html =>
  html`<polyline class="${kind}" points="${pointsOf(points)}"/>`;

/** From corner to corner: what chance gives, or what is perfect. */
export const DIAGONAL: Html = line(
  [
    [0, 0],
    [1, 1],
  ],
  'chance',
);

/** A line of many points: each relative to the one before, which is shorter. */
export function curve(points: readonly Point[]): Html | null {
  if (points.length === 0) return null;
  const at = thin(points, (point) => point, DRAWN_OF_LINE).map(([x, y]): Point => [atX(x), atY(y)]);
  const steps = at.slice(1).map(([x, y], i) => `l${tenth(x - at[i][0])} ${tenth(y - at[i][1])}`);
  return html`<path class="line" d="M${at[0][0]} ${at[0][1]}${steps.join('')}"/>`;
}

/** Between the lower and the upper ends over the places of a band. */
export function band(
  points: readonly { readonly at: number; readonly lo: number; readonly hi: number }[],
): Html | null {
  if (points.length === 0) return null;
  const drawn = thinned(points, DRAWN);
  const upper = drawn.map(({ at, hi }): Point => [at, hi]);
  const lower = drawn.toReversed().map(({ at, lo }): Point => [at, lo]);
  return html`<polygon class="band" points="${pointsOf([...upper, ...lower])}"/>`;
}

export interface Dot {
  readonly at: Point;
  readonly kind: 'served' | 'default';
}

export const dot = ({ at: [x, y], kind }: Dot): Html =>
  html`<circle class="${kind}" cx="${atX(x)}" cy="${atY(y)}" r="4.5"/>`;
