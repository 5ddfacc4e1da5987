/** The library that draws, of which only its types are loaded here. */
export type Plot = typeof import('@observablehq/plot');
export type PlotOptions = NonNullable<Parameters<Plot['plot']>[0]>;

/** What all charts have in common. Colours are those of the theme, and follow it. */
export const FRAME = {
  marginLeft: 56,
  marginRight: 24,
  marginBottom: 40,
  // The label of the axis below reaches beyond the drawing with its descenders.
  style: { background: 'transparent', fontSize: '12px', fontFamily: 'inherit', overflow: 'visible' },
} as const satisfies PlotOptions;

/** An axis whose label stands in the middle, without an arrow. */
export const axis = (label: string) => ({ label, labelAnchor: 'center', labelArrow: 'none' }) as const;

/** An axis of shares from 0 to 1. */
export const shares = (label: string, percent: (share: number, digits: number) => string) => ({
  ...axis(label),
  domain: [0, 1],
  ticks: 5,
  grid: true,
  tickFormat: (share: number) => percent(share, 0),
});
