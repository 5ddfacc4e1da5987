import type { Notice, Phrase } from '@ml-microservices/shared/contracts';

/** `progress` from 0 to 1 never falls. */
export interface TrainingProgress {
  readonly progress: number;
  readonly stage: TrainingStage;
  readonly message: string;
  /** What `message` says. */
  readonly note: Phrase;
  readonly metrics?: Readonly<Record<string, number>>;
}

export type TrainingStage = 'read' | 'prepare' | 'cross_validate' | 'fit' | 'evaluate' | 'save';

/** Where each stage begins at the earliest, and ends, on the way from 0 to 1. */
const SPANS: Readonly<Record<TrainingStage, readonly [start: number, end: number]>> = {
  read: [0, 0.1],
  prepare: [0.1, 0.15],
  cross_validate: [0.15, 0.8],
  fit: [0.15, 0.9],
  evaluate: [0.9, 0.98],
  save: [0.98, 1],
};

export interface ReporterOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: TrainingProgress) => void;
}

/** Tells how far a training is, and stops it where it was aborted. */
export class Reporter {
  #progress = 0;
  #stage: TrainingStage = 'read';
  /** Progress at which the stage began: a fit behind a cross-validation has less of the way left. */
  #began = 0;

  constructor(readonly options: ReporterOptions) {}

  /** `share` of the stage, from 0 to 1, is done. Throws the signal's reason once it is aborted. */
  report(
    stage: TrainingStage,
    share: number,
    { message, ...note }: Notice,
    metrics?: TrainingProgress['metrics'],
  ): void {
    this.options.signal.throwIfAborted();
    const [start, end] = SPANS[stage];
    if (stage !== this.#stage) {
      this.#stage = stage;
      this.#began = Math.max(this.#progress, start);
    }
    this.#progress = Math.max(this.#progress, this.#began + (end - this.#began) * share);
    this.options.onProgress({ progress: this.#progress, stage, message, note, ...(metrics && { metrics }) });
  }
}

/** Time left if the rest goes as fast as what is done. */
export function etaOf({ progress }: TrainingProgress, elapsedMs: number): { eta_ms?: number } {
  if (progress <= 0) return {};
  return { eta_ms: Math.round((elapsedMs * (1 - progress)) / progress) };
}
