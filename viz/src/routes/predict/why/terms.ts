import type { ExplainedOutput } from '@ml-microservices/shared/contracts';

/** A bar from `from` to `to`, as shares of the width; the next one starts where it ends. */
export interface Bar {
  readonly from: number;
  readonly to: number;
}

export interface Step extends Bar {
  readonly contribution: number;
}

export interface Term extends Step {
  readonly feature: string;
  readonly value: string | number | null;
}

export interface Waterfall {
  /** By falling size. */
  readonly terms: readonly Term[];
  /** Where the base and the total lie, as shares of the width. */
  readonly base: number;
  readonly total: number;
}

/** Lays the contributions of an output out as steps from its base to its total. */
export function waterfallOf({ base, contributions, total }: ExplainedOutput): Waterfall {
  const sorted = [...contributions].sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const ends = [base];
  for (const { contribution } of sorted) ends.push(ends[ends.length - 1] + contribution);
  const low = Math.min(...ends, total);
  const span = Math.max(...ends, total) - low || 1;
  const at = (value: number) => (value - low) / span;
  const terms = sorted.map((term, i) => ({ ...term, from: at(ends[i]), to: at(ends[i + 1]) }));
  return { terms, base: at(base), total: at(total) };
}

/** What several terms in a row make together; undefined for none. */
export function together(terms: readonly Term[]): Step | undefined {
  const last = terms.at(-1);
  if (!last) return undefined;
  const contribution = terms.reduce((sum, term) => sum + term.contribution, 0);
  return { from: terms[0].from, to: last.to, contribution };
}
