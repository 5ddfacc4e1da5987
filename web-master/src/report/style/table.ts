/** More than any table has. */
const COLUMNS = Array.from({ length: 10 }, (_, index) => index);
const cellsOf = (name: string) => COLUMNS.map((index) => `.${name}-${index} tr > :nth-child(${index + 1})`).join(', ');

export const TABLE = `
.scroll { overflow-x: auto; margin-top: 1rem; }
table { border-collapse: collapse; width: 100%; overflow-wrap: break-word; }
caption { text-align: left; color: var(--muted); font-size: 0.8125rem; padding-bottom: 0.375rem; text-wrap: pretty; }
th, td { padding: 0.375rem 0.75rem 0.375rem 0; text-align: left; vertical-align: top; border-top: 1px solid var(--line); }
th:last-child, td:last-child { padding-right: 0; }
th { font-weight: 600; }
thead th { font-size: 0.75rem; color: var(--muted); vertical-align: bottom; }
tbody th { font-weight: 500; }
tbody th .help { display: block; }
td { color: var(--muted); }
td b, td .share + *, .values { color: var(--ink); }
${cellsOf('number')} { text-align: right; }
${cellsOf('number').replaceAll('> :', '> td:')} { color: var(--ink); }
${cellsOf('after')} { padding-left: 1rem; }
.value + .interval { display: block; }
table tr.faint.faint > *, .faint .interval { color: color-mix(in srgb, var(--muted) 86%, var(--surface)); font-weight: 400; }
td > .interval-bar { margin: 0.3125rem 0; }
.faint .interval-bar { opacity: 0.45; }
.again { opacity: 0; }
td .interval-bar { display: block; width: 7.5rem; }
.values { display: flex; flex-wrap: wrap; gap: 0 0.75rem; font-size: 0.8125rem; }
.values i { color: var(--muted); font-style: normal; }
.values span { color: var(--ink); }
.share { display: inline-block; width: 6rem; margin-left: 0.5rem; }
.share i { display: block; height: 0.625rem; min-width: 2px; width: calc(var(--share) * 100%); background: var(--heat);
  border-radius: 0 3px 3px 0; }
.drawn { display: flex; flex-wrap: wrap; align-items: center; gap: 0 0.75rem; }
.drawn .interval { min-width: 7.5rem; }

.matrices { display: flex; flex-wrap: wrap; gap: 0 3rem; }
.matrices .scroll { min-width: 0; }
table.heat { width: auto; border-collapse: separate; border-spacing: 3px; }
.heat th, .heat td { border: 0; padding: 0.5rem 0.75rem; text-align: center; }
.heat tbody th, .heat thead th:first-child { text-align: right; }
.heat td { min-width: 5rem; border-radius: 6px; color: var(--ink); }
.heat td[style] { background: color-mix(in srgb, var(--heat) calc(var(--share) * 55%), var(--sunken)); }
.heat td b { display: block; font-size: 1.25rem; line-height: 1.3; font-weight: 650; }
.heat td span { font-size: 0.75rem; }
.heat .total { min-width: 0; color: var(--muted); vertical-align: middle; }
.heat tbody th { vertical-align: middle; font-weight: 600; max-width: 12rem; }
.dense.heat { border-spacing: 2px; }
.dense.heat td, .dense.heat th { min-width: 2.5rem; padding: 0.25rem 0.375rem; }
.dense.heat td b { font-size: 0.875rem; font-weight: 500; }

@media screen and (max-width: 36rem) {
  .stacks, .stacks tbody, .stacks caption { display: block; }
  .stacks thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .stacks tr { display: grid; grid-template-columns: repeat(3, 1fr); gap: 0.25rem 0.75rem; padding: 0.5rem 0; border-top: 1px solid var(--line); }
  .stacks.stacks tbody tr > * { border: 0; padding: 0; text-align: left; min-width: 0; white-space: normal; }
  .stacks tbody th, .stacks td:has(.values) { grid-column: 1 / -1; }
  .stacks tbody th { font-weight: 600; }
  .stacks .help { font-weight: 400; }
  .stacks .interval { white-space: normal; }
  .stacks td:empty { display: none; }
  .stacks td::before { content: attr(data-label); display: block; color: var(--muted); font-size: 0.75rem; }
  .stacks .again { opacity: 1; }
}
@media screen and (max-width: 30rem) {
  main { padding: 1rem 0.5rem 2rem; }
  header { padding: 0 0.5rem; }
  section { padding: 1rem; }
  td .interval-bar { width: 6rem; }
  .share { display: none; }
  th, td { padding-right: 0.5rem; }
  .drawn .interval { min-width: 0; }
  .heat td { min-width: 4rem; }
  .heat th, .heat td { padding: 0.5rem 0.375rem; }
}
`;
