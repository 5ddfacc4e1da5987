import { type ApiError, toApiError } from '$lib/api/error.js';
import { type Made, STEPS, type StepName, work } from './steps.js';
import { removeTraces } from './traces.js';

export interface Step {
  readonly name: StepName | 'clean';
  state: 'waiting' | 'running' | 'passed' | 'failed' | 'skipped';
  /** Milliseconds that it took. */
  duration?: number;
  error?: ApiError;
}

const initial = (): Step[] => [...STEPS, 'clean' as const].map((name) => ({ name, state: 'waiting' }));

/** A small training, prediction and report through all services, which leaves nothing behind however it ends. */
export class SelfTest {
  steps = $state<Step[]>(initial());
  #isRunning = $state(false);
  #isLeft = false;

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Undefined until it is over. */
  get hasPassed(): boolean | undefined {
    if (this.#isRunning || this.steps.every(({ state }) => state === 'waiting')) return undefined;
    return this.steps.every(({ state }) => state === 'passed');
  }

  get duration(): number {
    return this.steps.reduce((sum, { duration = 0 }) => sum + duration, 0);
  }

  async run(): Promise<void> {
    const mark = `self-test ${crypto.randomUUID()}`;
    const made: Made = {};
    this.#isRunning = true;
    this.#isLeft = false;
    this.steps = initial();
    let goesOn = true;
    for (const step of this.steps) {
      const { name } = step;
      if (name === 'clean') await this.#time(step, () => removeTraces(mark));
      else if (!goesOn || this.#isLeft) step.state = 'skipped';
      else goesOn = await this.#time(step, () => work[name](mark, made));
    }
    this.#isRunning = false;
  }

  /** Begins no other step; what the one that runs makes is deleted once it is over. */
  leave(): void {
    this.#isLeft = true;
  }

  async #time(step: Step, task: () => Promise<void>): Promise<boolean> {
    const begun = performance.now();
    step.state = 'running';
    try {
      await task();
      step.state = 'passed';
    } catch (error) {
      step.state = 'failed';
      step.error = toApiError(error);
    }
    step.duration = performance.now() - begun;
    return step.state === 'passed';
  }
}
