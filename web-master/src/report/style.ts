/** Of the whole page: light and dark by the reader's system, always light on paper. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --canvas: #f7f8fa; --surface: #fff; --sunken: #f1f3f7; --line: #e0e3ea; --ink: #1b2030; --muted: #596174;
  --accent: #4653d6; --heat: #4653d6; --warn: #8a5a00; --warn-soft: #fdf4dc;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --canvas: #10131a; --surface: #171b24; --sunken: #1f2430; --line: #2c3240; --ink: #e9ecf3; --muted: #a3abbd;
    --accent: #a2abff; --heat: #6f7cff; --warn: #f0c469; --warn-soft: #322a17;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--canvas); color: var(--ink);
  font: 14px/1.5 ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
}
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
header { margin-bottom: 1.5rem; }
.kind { margin: 0; color: var(--accent); font-weight: 600; font-size: 0.8125rem; letter-spacing: 0.02em; }
h1 { margin: 0.125rem 0 0.25rem; font-size: 1.75rem; line-height: 1.2; letter-spacing: -0.015em; text-wrap: balance; }
.lead { margin: 0; color: var(--muted); font-size: 1rem; }
.lead b { color: var(--ink); font-weight: 600; }
section {
  margin: 0 0 1rem; padding: 1.25rem 1.5rem 1.5rem; background: var(--surface);
  border: 1px solid var(--line); border-radius: 10px;
}
h2 { margin: 0; font-size: 1.0625rem; letter-spacing: -0.01em; break-after: avoid; }
.note { margin: 0.25rem 0 0; color: var(--muted); max-width: 70ch; }
code { font: 0.8125rem/1.4 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; }

.tiles { list-style: none; margin: 1rem 0 0; padding: 0; display: grid; gap: 1px; background: var(--line);
  border: 1px solid var(--line); border-radius: 8px; overflow: hidden;
  grid-template-columns: repeat(2, 1fr); }
@media (min-width: 40rem) { .tiles { grid-template-columns: repeat(3, 1fr); } }
.tiles li { background: var(--surface); padding: 0.75rem 1rem; display: flex; flex-direction: column; }
.tiles .name { font-weight: 600; font-size: 0.8125rem; }
.tiles strong { font-size: 1.625rem; line-height: 1.25; font-weight: 650; letter-spacing: -0.02em; }
.tiles .help { color: var(--muted); font-size: 0.75rem; }

.scroll { overflow-x: auto; margin-top: 1rem; }
table { border-collapse: collapse; width: 100%; overflow-wrap: break-word; }
caption { text-align: left; color: var(--muted); font-size: 0.8125rem; padding-bottom: 0.375rem; }
th, td { padding: 0.375rem 0.75rem 0.375rem 0; text-align: left; vertical-align: top; border-top: 1px solid var(--line); }
th { font-weight: 600; }
thead th { font-size: 0.75rem; color: var(--muted); white-space: nowrap; }
tbody th { font-weight: 500; }
td.text { color: var(--muted); }
.number { text-align: right; white-space: nowrap; }
th.number + th.text, td.number + td.text { padding-left: 1rem; }

.pair { display: grid; gap: 1rem; margin-bottom: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr)); }
.pair section { margin: 0; min-width: 0; }

table.heat { width: auto; border-collapse: separate; border-spacing: 3px; }
.heat th, .heat td { border: 0; padding: 0.5rem 0.75rem; text-align: center; }
.heat tbody th, .heat thead th:first-child { text-align: right; }
.heat td { min-width: 5rem; border-radius: 6px; }
.heat td[style] { background: color-mix(in srgb, var(--heat) calc(var(--share) * 55%), var(--sunken)); }
.heat td b { display: block; font-size: 1.25rem; line-height: 1.3; font-weight: 650; }
.heat td span { font-size: 0.75rem; }
.heat .total { min-width: 0; color: var(--muted); vertical-align: middle; }
.heat tbody th { vertical-align: middle; font-weight: 600; }

table.bars { margin-top: 1rem; }
.bars th { width: 1%; white-space: nowrap; max-width: 20rem; overflow: hidden; text-overflow: ellipsis; }
.bars tbody th, .bars tbody td { border: 0; padding-top: 0.25rem; padding-bottom: 0.25rem; vertical-align: middle; }
.bars td.number { width: 1%; padding-right: 0; }
.bar i { display: block; height: 0.875rem; min-width: 2px; width: calc(var(--share) * 100%); background: var(--heat);
  border-radius: 0 4px 4px 0; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }

.facts { margin: 1rem 0 0; display: grid; gap: 0.75rem 2rem;
  grid-template-columns: repeat(auto-fill, minmax(min(13rem, 100%), 1fr)); }
.facts dt { color: var(--muted); font-size: 0.75rem; }
.facts dd { margin: 0; font-weight: 500; }
.facts div:has(code) { grid-column: 1 / -1; }
.warnings { margin: 1rem 0 0; padding: 0.625rem 1rem 0.625rem 2rem; background: var(--warn-soft); color: var(--warn);
  border-radius: 6px; }

@page { size: A4; margin: 14mm; }
@media print {
  :root { --canvas: #fff; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  body { font-size: 10pt; }
  main { max-width: none; padding: 0; }
  .pair { display: block; margin: 0; }
  section { border: 0; border-top: 1px solid var(--line); border-radius: 0; padding: 10pt 0 6pt; margin: 0; }
  .tiles { grid-template-columns: repeat(3, 1fr); }
  .facts { grid-template-columns: repeat(3, 1fr); }
  tr, .tiles, .facts div, .heat, .bars, .note, .pair section { break-inside: avoid; }
  .scroll { overflow: visible; }
}
`;
