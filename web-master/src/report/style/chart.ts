export const CHART = `
.charts { display: grid; gap: 1.5rem; margin-top: 1rem; grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr)); }
.charts.wide { align-items: start; grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr)); }
.charts > .scroll { margin-top: 0; }
.charts:has(figure > .scroll) { align-items: start; }
figure { margin: 0; min-width: 0; display: flex; flex-direction: column; }
figcaption { font-size: 0.8125rem; color: var(--muted); margin-bottom: 0.5rem; text-wrap: pretty; flex: 1; }
figure:has(> .scroll) figcaption { flex: none; margin: 0; }
figure > .scroll { margin-top: 0.5rem; }
figcaption b { display: block; color: var(--ink); font-size: 0.875rem; font-weight: 600; }
.plot { display: block; width: 100%; max-width: 26rem; height: auto; }
.plot text { font-size: 9.5px; fill: var(--muted); }
.plot .axis { font-size: 10px; fill: var(--ink); }
.plot .x text, .plot .axis { text-anchor: middle; }
.plot .y text { text-anchor: end; }
.plot path, .plot polyline { fill: none; stroke-linejoin: round; }
.plot .grid { stroke: var(--line); stroke-width: 1; }
.plot .chance { stroke: var(--muted); stroke-width: 1; stroke-dasharray: 4 3; }
.plot .perfect { stroke: var(--muted); stroke-width: 1.25; stroke-dasharray: 1.5 2.5; }
.plot .line { stroke: var(--accent); stroke-width: 2; }
.plot .line.precision { stroke: var(--accent); }
.plot .line.recall, .plot .line.second { stroke: var(--second); stroke-dasharray: 7 3; }
.plot .line.f1, .plot .line.third { stroke: var(--third); stroke-dasharray: 2 2.5; }
.plot .band { fill: var(--accent); fill-opacity: 0.16; stroke: none; }
.plot .served { fill: var(--second); stroke: var(--surface); stroke-width: 1.5; }
.plot .default { fill: var(--surface); stroke: var(--second); stroke-width: 2; }
.plot .whiskers path { stroke: var(--muted); stroke-width: 1.25; }
.plot .bin { fill: var(--accent); }
.plot .tried { stroke: var(--accent); stroke-width: 4.5; stroke-linecap: round; }
.plot .tried.second { stroke: var(--second); }
.plot .tried.third { stroke: var(--third); }
.plot .negatives { fill: var(--muted); fill-opacity: 0.22; stroke: var(--muted); stroke-width: 1; }
.plot .positives { fill: var(--accent); fill-opacity: 0.4; stroke: var(--accent); stroke-width: 1.25; }
.interval-bar { height: auto; overflow: visible; }
.interval-bar path { fill: none; }
.interval-bar .track { stroke: var(--line); stroke-width: 1; }
.interval-bar .reference { stroke: var(--muted); stroke-width: 1; }
.interval-bar .range { stroke: var(--accent); stroke-width: 3; stroke-linecap: round; stroke-opacity: 0.45; }
.interval-bar circle { fill: var(--accent); }
.dot { display: inline-block; width: 0.625rem; height: 0.625rem; border-radius: 50%; border: 2px solid var(--second); }
.dot.served { background: var(--second); }
.swatch { display: inline-block; width: 0.875rem; height: 0; vertical-align: middle; border-top: 3px solid var(--accent); }
.swatch.recall, .swatch.second { border-top: 3px dashed var(--second); }
.swatch.f1, .swatch.third { border-top: 3px dotted var(--third); }
.swatch.positives, .swatch.negatives { height: 0.625rem; vertical-align: baseline; border: 1px solid var(--accent); background: color-mix(in srgb, var(--accent) 40%, transparent); }
.swatch.negatives { border-color: var(--muted); background: color-mix(in srgb, var(--muted) 22%, transparent); }
`;
