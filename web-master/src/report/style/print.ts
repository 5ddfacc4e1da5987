/** On A4, always light; what is folded stays so. */
export const PRINT = `
@page { size: A4; margin: 14mm; }
@media print {
  :root { --canvas: #fff; color-scheme: light; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  html { font-size: 12.5px; }
  body { font-size: 0.875rem; }
  main { max-width: none; padding: 0; }
  section { border: 0; border-top: 1px solid var(--line); border-radius: 0; padding: 10pt 0 6pt; margin: 0; }
  .verdict { border-left: 4pt solid var(--warn); border-top: 0; padding: 4pt 0 4pt 10pt; margin-bottom: 8pt; }
  .tiles, .facts { grid-template-columns: repeat(3, 1fr); }
  .charts { grid-template-columns: repeat(3, 1fr); gap: 10pt; }
  .charts.wide { grid-template-columns: repeat(2, 1fr); }
  th, td { padding-top: 2.5pt; padding-bottom: 2.5pt; }
  tr, figure, .tiles, .facts div, .heat, .note, .charts, .checks li { break-inside: avoid; }
  section:has(.matrices) { break-inside: avoid; }
  caption, .note, h3 { break-after: avoid; }
  .scroll { overflow: visible; margin-top: 8pt; }
  details { display: none; }
}
`;
