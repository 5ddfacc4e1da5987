import type { Run, TrainRequest } from '@ml-microservices/shared/contracts';
import type { Dictionary } from '$lib/i18n/index.svelte.js';

/** What a run does, in a word or two: the model type that it trains, or that it predicts. */
export function runTitle({ kind, parameters }: Run, { runs, modelTypes }: Dictionary): string {
  const { model_type: type } = parameters as Partial<TrainRequest>;
  const titles: Readonly<Record<string, string>> = modelTypes.titles;
  return kind === 'training' && type !== undefined ? (titles[type] ?? type) : runs.kinds[kind];
}
