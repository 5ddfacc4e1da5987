import type { Trainer } from './trainer.js';

/** Trainings that follow each other are not slowed down by work in between that nobody waits for. */
const LULL_MS = 1_000;

/** Work that is not a training. It can be begun again, so it gives way to trainings. */
export interface Ticket {
  /** Somebody waits for the result: then it waits for no lull, and has the spare child while all others train. */
  isAsked: boolean;
}

export const newTicket = (isAsked: boolean): Ticket => ({ isAsked });

interface Waiting {
  /** Null for a training. */
  readonly ticket: Ticket | null;
  readonly take: (trainer: Trainer) => void;
}

const NEVER = new AbortController().signal;

/**
 * Lends the children. A training waits for one no longer than other work needs to stop, and what somebody waits for waits
 * for no training.
 */
export class TrainerPool {
  readonly #trainers: readonly Trainer[];
  readonly #idle: Trainer[];
  readonly #spare: Trainer;
  #isSpareIdle = true;
  readonly #waiting: Waiting[] = [];
  readonly #interruptible = new Map<Ticket, AbortController>();
  /** Runs for as long as the trainings have not paused. */
  #lull: NodeJS.Timeout | undefined;

  /** For so many trainings at a time. The spare child is started when it is needed, the others at once. */
  constructor(concurrency: number, newTrainer: () => Trainer) {
    this.#trainers = Array.from({ length: concurrency }, newTrainer);
    this.#spare = newTrainer();
    this.#idle = [...this.#trainers];
    for (const trainer of this.#trainers) trainer.warmUp();
  }

  async train<T>(work: (trainer: Trainer) => Promise<T>): Promise<T> {
    const taken = this.#take(null, NEVER);
    if (this.#waiting.some(({ ticket }) => ticket === null)) this.#interruptOne();
    const trainer = await taken;
    try {
      return await work(trainer);
    } finally {
      this.#awaitLull();
      this.#giveBack(trainer);
    }
  }

  /** Somebody waits for the work of the ticket now. */
  hurry(ticket: Ticket): void {
    ticket.isAsked = true;
    this.#lend();
  }

  /** Other work, begun anew after each interruption. Rejects with the signal's reason once it is aborted. */
  async work<T>(
    ticket: Ticket,
    signal: AbortSignal,
    work: (trainer: Trainer, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    for (;;) {
      const trainer = await this.#take(ticket, signal);
      const interruption = this.#interruptible.get(ticket)?.signal ?? NEVER;
      try {
        interruption.throwIfAborted();
        return await work(trainer, AbortSignal.any([signal, interruption]));
      } catch (error) {
        if (!interruption.aborted) throw error;
      } finally {
        this.#interruptible.delete(ticket);
        this.#giveBack(trainer);
      }
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.#lull);
    await Promise.all([...this.#trainers, this.#spare].map((trainer) => trainer.close()));
  }

  #take(ticket: Ticket | null, signal: AbortSignal): Promise<Trainer> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const waiting: Waiting = {
        ticket,
        take: (trainer) => {
          signal.removeEventListener('abort', leave);
          resolve(trainer);
        },
      };
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        reject(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.push(waiting);
      this.#lend();
    });
  }

  #giveBack(trainer: Trainer): void {
    if (trainer === this.#spare) this.#isSpareIdle = true;
    else this.#idle.push(trainer);
    this.#lend();
  }

  #lend(): void {
    this.#lendIdle();
    this.#lendSpare();
  }

  /** Trainings come first. */
  #lendIdle(): void {
    while (this.#idle.length > 0) {
      const turn = [
        this.#waiting.findIndex(({ ticket }) => ticket === null),
        this.#waiting.findIndex(({ ticket }) => ticket?.isAsked || this.#lull === undefined),
      ].find((index) => index >= 0);
      if (turn === undefined) return;
      const [next] = this.#waiting.splice(turn, 1);
      const trainer = this.#idle.pop();
      // Here and not where the work begins: a training may come before that.
      if (next.ticket) this.#interruptible.set(next.ticket, new AbortController());
      if (trainer) next.take(trainer);
    }
  }

  /** Its work need not give way: no training takes this child. */
  #lendSpare(): void {
    const turn = this.#waiting.findIndex(({ ticket }) => ticket?.isAsked);
    if (turn < 0 || !this.#isSpareIdle) return;
    this.#isSpareIdle = false;
    this.#waiting.splice(turn, 1)[0].take(this.#spare);
  }

  #awaitLull(): void {
    clearTimeout(this.#lull);
    this.#lull = setTimeout(() => {
      this.#lull = undefined;
      this.#lend();
    }, LULL_MS);
  }

  #interruptOne(): void {
    for (const interruption of this.#interruptible.values()) {
      if (interruption.signal.aborted) continue;
      interruption.abort();
      return;
    }
  }
}
