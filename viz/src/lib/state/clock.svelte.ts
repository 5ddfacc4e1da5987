import { createSubscriber } from 'svelte/reactivity';

/** Answers tell the time to the second and take a while: a difference below this is none. */
const SAME_MS = 5_000;

/** How far the services' clock is ahead of the browser's, in milliseconds. */
let ahead = 0;

/** Learns it from the Date of an answer: what the services tell happened by their clock, and the browser's may be hours off. */
export function learnTime(date: unknown): void {
  const difference = typeof date === 'string' ? Date.parse(date) - Date.now() : Number.NaN;
  if (Number.isNaN(difference)) return;
  ahead = Math.abs(difference) < SAME_MS ? 0 : difference;
}

/** The services' time, good to its interval; it ticks only while something on the page shows it. */
class Clock {
  readonly #subscribe: () => void;

  constructor(intervalMs: number) {
    this.#subscribe = createSubscriber((update) => {
      const timer = setInterval(update, intervalMs);
      return () => clearInterval(timer);
    });
  }

  get now(): number {
    this.#subscribe();
    return Date.now() + ahead;
  }
}

export const clock = new Clock(10_000);
export const seconds = new Clock(500);
