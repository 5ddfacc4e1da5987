/** One thing whose time is taken: `times` runs of `work`. */
export interface Measured {
  readonly title: string;
  readonly times: number;
  readonly work: () => Promise<unknown>;
}

const WARM_UP = 2;

/** Prints the median and the 95th percentile of each, in milliseconds. The runs are interleaved, so that all see the same machine. */
export async function measure(subjects: readonly Measured[]): Promise<void> {
  const taken = subjects.map(() => [] as number[]);
  const rounds = Math.max(...subjects.map(({ times }) => times)) + WARM_UP;
  for (let round = 0; round < rounds; round++) {
    for (const [index, { times, work }] of subjects.entries()) {
      if (round >= times + WARM_UP) continue;
      const began = performance.now();
      await work();
      if (round >= WARM_UP) taken[index].push(performance.now() - began);
    }
  }
  const width = Math.max(...subjects.map(({ title }) => title.length));
  console.log(`${''.padEnd(width)}  median ms   p95 ms  runs`);
  for (const [index, { title, times }] of subjects.entries()) {
    const sorted = taken[index].toSorted((a, b) => a - b);
    const [median, p95] = [0.5, 0.95].map((share) => sorted[Math.ceil(share * sorted.length) - 1].toFixed(1));
    console.log(`${title.padEnd(width)}  ${median.padStart(9)} ${p95.padStart(8)} ${String(times).padStart(5)}`);
  }
}

/** The middle value, of an even number the lower one. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length / 2) - 1];
}
