import { createSubscriber } from 'svelte/reactivity';

/** The time, good to its interval; it ticks only while something on the page shows it. */
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
    return Date.now();
  }
}

export const clock = new Clock(10_000);
export const seconds = new Clock(500);
