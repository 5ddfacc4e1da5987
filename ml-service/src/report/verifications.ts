import type { Verification } from '@ml-microservices/shared/contracts';
import type { ModelWork } from './model-work.js';
import { within } from './within.js';

/** A result that nobody comes for is forgotten after so long. */
const KEPT_MS = 10 * 60 * 1000;

interface Made {
  readonly verification: Promise<Verification>;
  isSettled: boolean;
}

/** Trainings done again, one of a model at a time: who was told to ask again is given what came of it. */
export class Verifications {
  readonly #work: ModelWork;
  readonly #waitS: number;
  readonly #made = new Map<number, Made>();

  constructor(work: ModelWork, waitS: number) {
    this.#work = work;
    this.#waitS = waitS;
  }

  /** Throws a problem where it cannot be done, or not within the wait. */
  async of(id: number): Promise<Verification> {
    const made = this.#made.get(id) ?? this.#make(id);
    const told = { reason: 'verification_under_way', model: id, what: 'The verification' };
    try {
      return await within(this.#waitS, made.verification, told);
    } finally {
      if (made.isSettled) this.#forget(id, made);
    }
  }

  #make(id: number): Made {
    const made = { verification: this.#verify(id), isSettled: false };
    const settle = () => {
      made.isSettled = true;
      setTimeout(() => this.#forget(id, made), KEPT_MS).unref();
    };
    made.verification.then(settle, settle);
    this.#made.set(id, made);
    return made;
  }

  async #verify(id: number): Promise<Verification> {
    const result = await this.#work.run('verify', [id]);
    if (result.type !== 'verified') throw new TypeError(`a verification ended as ${result.type}`);
    return result.verification;
  }

  #forget(id: number, made: Made): void {
    if (this.#made.get(id) === made) this.#made.delete(id);
  }
}
