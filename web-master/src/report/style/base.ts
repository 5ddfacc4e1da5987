/** Colours, text and the blocks of the page. Colours of the charts are apart also where they are seen without hue. */
export const BASE = `
:root {
  color-scheme: light dark;
  --canvas: #f7f8fa; --surface: #fff; --sunken: #f1f3f7; --line: #e0e3ea; --ink: #1b2030; --muted: #596174;
  --accent: #4653d6; --second: #c2571a; --third: #13795b; --heat: #4653d6;
  --warn: #8a5a00; --warn-soft: #fdf4dc; --good: #13795b; --good-soft: #e3f4ec; --bad: #a8323a; --bad-soft: #fbe7e8;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --canvas: #10131a; --surface: #171b24; --sunken: #1f2430; --line: #2c3240; --ink: #e9ecf3; --muted: #a3abbd;
    --accent: #a2abff; --second: #f0955c; --third: #5fd0a5; --heat: #6f7cff;
    --warn: #f0c469; --warn-soft: #322a17; --good: #5fd0a5; --good-soft: #16302a; --bad: #ff9aa0; --bad-soft: #3a1f24;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--canvas); color: var(--ink);
  font: 14px/1.5 ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
}
main { max-width: 64rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
header { margin-bottom: 1.5rem; }
.kind { margin: 0; color: var(--accent); font-weight: 600; font-size: 0.8125rem; letter-spacing: 0.02em; }
h1 { margin: 0.125rem 0 0.25rem; font-size: 1.75rem; line-height: 1.2; letter-spacing: -0.015em; text-wrap: balance; }
.lead { margin: 0; color: var(--muted); font-size: 1rem; }
.lead b { color: var(--ink); font-weight: 600; }
.description { margin: 0.5rem 0 0; max-width: 75ch; white-space: pre-line; }
section {
  margin: 0 0 1rem; padding: 1.25rem 1.5rem 1.5rem; background: var(--surface);
  border: 1px solid var(--line); border-radius: 10px;
}
h2 { margin: 0; font-size: 1.0625rem; letter-spacing: -0.01em; break-after: avoid; }
h3 { margin: 1.5rem 0 -0.25rem; font-size: 0.9375rem; break-after: avoid; }
.note { margin: 0.25rem 0 0; color: var(--muted); max-width: 75ch; text-wrap: pretty; }
.scroll + .note { margin-top: 0.75rem; }
code { font: 0.8125rem/1.4 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; }

.verdict { border-left: 6px solid var(--warn); }
.verdict.better { border-left-color: var(--good); }
.verdict.worse { border-left-color: var(--bad); }
.verdict .sentence { margin: 0.375rem 0 0; font-size: 1.0625rem; max-width: 65ch; text-wrap: pretty; }

.tiles { list-style: none; margin: 1rem 0 0; padding: 0; display: grid; gap: 1px; background: var(--line);
  border: 1px solid var(--line); border-radius: 8px; overflow: hidden;
  grid-template-columns: repeat(2, 1fr); }
@media (min-width: 40rem) { .tiles { grid-template-columns: repeat(3, 1fr); } }
.tiles li { background: var(--surface); padding: 0.75rem 1rem; min-width: 0; }
.tiles .name { display: block; font-weight: 600; font-size: 0.8125rem; }
.tiles strong { font-size: 1.625rem; line-height: 1.25; font-weight: 650; letter-spacing: -0.02em; margin-right: 0.5rem; }
.tiles .interval-bar { display: block; width: 100%; max-width: 12rem; margin: 0.25rem 0; }
.help { color: var(--muted); font-size: 0.75rem; line-height: 1.35; }
.tiles .help { display: block; }
.interval { color: var(--muted); font-size: 0.8125rem; white-space: nowrap; }

.facts { margin: 1rem 0 0; display: grid; gap: 0.75rem 2rem;
  grid-template-columns: repeat(auto-fill, minmax(min(13rem, 100%), 1fr)); }
.facts dt { color: var(--muted); font-size: 0.75rem; }
.facts dd { margin: 0; font-weight: 500; }
.facts div:has(code) { grid-column: 1 / -1; }
.warnings { margin: 1rem 0 0; padding: 0.625rem 1rem 0.625rem 2rem; background: var(--warn-soft); color: var(--warn);
  border-radius: 6px; }
.checks { list-style: none; margin: 1rem 0 0; padding: 0; display: grid; gap: 0.5rem; }
.checks li { padding: 0.5rem 0.875rem; border-radius: 6px; background: var(--good-soft); }
.checks b { color: var(--good); margin-right: 0.375rem; }
.checks .fails { background: var(--bad-soft); }
.checks .fails b { color: var(--bad); }

details { margin-top: 0.75rem; }
summary { cursor: pointer; color: var(--accent); font-size: 0.8125rem; width: fit-content; }
summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 3px; }
details .scroll { margin-top: 0.5rem; }
`;
