/** A column of a table; `from` is the width of the screen below which it is left out. */
export interface TableColumn<Key extends string> {
  readonly key: Key;
  readonly label: string;
  readonly numeric?: boolean;
  /** Field to sort by, where the list can be sorted so. */
  readonly sort?: string;
  readonly from?: 'sm' | 'md' | 'lg' | 'xl' | '2xl';
  /** Heads a column of buttons: its label is for screen readers alone. */
  readonly isAction?: boolean;
}

const FROM = {
  sm: 'hidden sm:table-cell',
  md: 'hidden md:table-cell',
  lg: 'hidden lg:table-cell',
  xl: 'hidden xl:table-cell',
  '2xl': 'hidden 2xl:table-cell',
};

/** Keeps the last cell off the edge, whichever is the last that the screen has room for. */
export const ROW_END = "after:table-cell after:w-2 after:content-['']";

export function cellClass({ numeric, from, isAction }: TableColumn<string>): string {
  const side = numeric ? 'text-right whitespace-nowrap' : 'text-left';
  const space = isAction ? 'w-9 px-1 sm:w-12 sm:px-3 print:hidden' : 'px-2 sm:px-3';
  return `${space} first:pl-4 sm:first:pl-5 ${side} ${from ? FROM[from] : ''}`;
}

/** The order after a click on a heading: first the order it starts with, then its opposite. */
export function nextSort(current: string, field: string, startsDescending: boolean): string {
  if (current === field) return `-${field}`;
  if (current === `-${field}`) return field;
  return startsDescending ? `-${field}` : field;
}

export function ariaSort(current: string, field: string | undefined): 'ascending' | 'descending' | undefined {
  if (current === field) return 'ascending';
  return field !== undefined && current === `-${field}` ? 'descending' : undefined;
}
