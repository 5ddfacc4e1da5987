/** The runs that this process works on, each with the means to stop it. */
export class ActiveRuns {
  readonly #controllers = new Map<number, AbortController>();

  /** Runs `work` as the run's: its signal aborts when the run is cancelled or all are stopped. */
  async during<T>(runId: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    this.#controllers.set(runId, controller);
    try {
      return await work(controller.signal);
    } finally {
      this.#controllers.delete(runId);
    }
  }

  /** Aborts the run's work, if this process has it. */
  abort(runId: number, reason: Error): void {
    this.#controllers.get(runId)?.abort(reason);
  }

  abortAll(reason: Error): void {
    for (const controller of this.#controllers.values()) controller.abort(reason);
  }
}

/** Why work on a run stops without an end of its own. */
export class RunStopped extends Error {
  override readonly name = 'RunStopped';

  constructor(readonly reason: 'cancelled' | 'fenced' | 'closing') {
    super(`the work on the run was stopped: ${reason}`);
  }
}
