import type { Model, Run } from '@ml-microservices/shared/contracts';
import type { Formats } from '$lib/format.js';
import type { Dictionary } from '$lib/i18n/index.svelte.js';

/** What there is so far. */
export interface Stock {
  readonly datasets: number;
  readonly models: number;
  readonly inferences: number;
  readonly best: Model | undefined;
  readonly latest: Run | undefined;
}

export const NOTHING: Stock = { datasets: 0, models: 0, inferences: 0, best: undefined, latest: undefined };

export interface Step {
  readonly name: 'collect' | 'train' | 'predict' | 'report';
  /** Missing where it cannot be taken yet. */
  readonly href?: string;
  readonly isDone: boolean;
  readonly state: string;
  /** What taking it is called. */
  readonly action: string;
}

/** The way from nothing to a report. */
export function stepsOf(stock: Stock, { overview, counts }: Dictionary, format: Formats): Step[] {
  const { datasets, models, inferences, best, latest } = stock;
  const isTraining = latest?.kind === 'training' && latest.status === 'running';
  const trained = models > 0 ? counts.models(models) : overview.nothing;
  return [
    {
      name: 'collect',
      action: overview.collect.action,
      href: '/collect',
      isDone: datasets > 0,
      state: datasets > 0 ? counts.datasets(datasets) : overview.nothing,
    },
    {
      name: 'train',
      action: isTraining ? overview.watch : overview.train.action,
      ...(datasets > 0 && { href: isTraining ? `/runs/${latest.id}` : '/train' }),
      isDone: models > 0,
      state: isTraining ? overview.running(format.percent(latest.progress, 0)) : trained,
    },
    {
      name: 'predict',
      action: overview.predict.action,
      ...(best && { href: `/predict?model=${best.id}` }),
      isDone: inferences > 0,
      state: inferences > 0 ? overview.inferences(inferences) : overview.nothing,
    },
    {
      name: 'report',
      action: overview.report.action,
      ...(best && { href: `/models/${best.id}/report` }),
      isDone: false,
      state: best ? overview.best(format.percent(best.metrics.accuracy)) : overview.nothing,
    },
  ];
}

/** The first step that is not done and can be taken. */
export function nextStep(steps: readonly Step[]): Step | undefined {
  return steps.find(({ isDone, href }) => !isDone && href !== undefined);
}
