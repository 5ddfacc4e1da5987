const GROUPS = /[ .\u00a0\u202f]/g;
/**
 * A number with a decimal comma, with thousands in groups, or with both; groups between plain spaces alone are none, nor
 * is what follows a zero.
 */
const WITH_COMMA =
  /^[+-]?(\d*,\d+([eE][+-]?\d+)?|[1-9]\d{0,2}([ .\u00a0\u202f]\d{3})+,\d+|[1-9]\d{0,2}([.\u00a0\u202f]\d{3})+)$/;
/** One that can be nothing else: three digits behind a lone comma may be thousands. */
const SURELY_WITH_COMMA =
  /^[+-]?(0?,\d+|\d+,(\d{1,2}|\d{4,})|\d{4,},\d+|\d*,\d+[eE][+-]?\d+|[1-9]\d{0,2}([ .\u00a0\u202f]\d{3})+,\d+)$/;
const WITH_POINT = /^[+-]?(\d*\.\d+|\d+\.)([eE][+-]?\d+)?$/;

/** Whether cells are of a language that writes 1,5: some surely are, and no number is written with a point. */
export function hasDecimalCommas(cells: readonly string[]): boolean {
  return (
    cells.some((cell) => SURELY_WITH_COMMA.test(cell)) &&
    !cells.some((cell) => WITH_POINT.test(cell) && !WITH_COMMA.test(cell))
  );
}

/** The number of such a language with a point; undefined where the text needs none. */
export function withPoint(text: string): string | undefined {
  return WITH_COMMA.test(text) ? text.replace(GROUPS, '').replace(',', '.') : undefined;
}
