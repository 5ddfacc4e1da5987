import type { TrainRequest } from '@ml-microservices/shared/contracts';

type Threshold = NonNullable<TrainRequest['threshold']>;

const CRITERIA = ['f1', 'youden', 'cost'] as const satisfies Threshold['by'][];
const DEFAULTS = { repeats: 1, cost: 1 } as const;
export const LIMITS = { folds: [2, 20], repeats: [1, 10], cost: [0, 1e9] } as const;

const isWithin = (value: number | null, [low, high]: readonly [number, number]) =>
  value !== null && Number.isInteger(value) && value >= low && value <= high;
const isCost = (value: number | null) => value !== null && value > LIMITS.cost[0] && value <= LIMITS.cost[1];

/** What a training does on its own rows beside the fit: folds, where `folds` is a number, and the choice of a threshold. */
export class ValidationForm {
  folds = $state<number | null>(null);
  repeats = $state<number | null>(DEFAULTS.repeats);
  /** What the threshold is chosen by; undefined where none is. */
  by = $state<Threshold['by']>();
  costFp = $state<number | null>(DEFAULTS.cost);
  costFn = $state<number | null>(DEFAULTS.cost);

  constructor(query: URLSearchParams) {
    const number = (name: string, otherwise: number | null) => {
      const text = query.get(name);
      return text === null ? otherwise : Number(text);
    };
    this.folds = number('folds', null);
    this.repeats = number('repeats', DEFAULTS.repeats);
    this.by = CRITERIA.find((criterion) => criterion === query.get('threshold'));
    this.costFp = number('cost_fp', DEFAULTS.cost);
    this.costFn = number('cost_fn', DEFAULTS.cost);
  }

  get hasFoldsFault(): boolean {
    return this.folds !== null && !isWithin(this.folds, LIMITS.folds);
  }

  get hasRepeatsFault(): boolean {
    return this.folds !== null && !isWithin(this.repeats, LIMITS.repeats);
  }

  get hasCostFpFault(): boolean {
    return this.by === 'cost' && !isCost(this.costFp);
  }

  get hasCostFnFault(): boolean {
    return this.by === 'cost' && !isCost(this.costFn);
  }

  get isReady(): boolean {
    return !(this.hasFoldsFault || this.hasRepeatsFault || this.hasCostFpFault || this.hasCostFnFault);
  }

  writeTo(query: URLSearchParams): void {
    const { cross_validation: folding, threshold } = this.toRequest();
    if (folding) query.set('folds', String(folding.folds));
    if (folding && folding.repeats !== DEFAULTS.repeats) query.set('repeats', String(folding.repeats));
    if (threshold) query.set('threshold', threshold.by);
    if (threshold?.by !== 'cost') return;
    query.set('cost_fp', String(threshold.cost_fp));
    query.set('cost_fn', String(threshold.cost_fn));
  }

  toRequest(): Pick<TrainRequest, 'cross_validation' | 'threshold'> {
    const { folds, repeats, by, costFp, costFn } = this;
    const costs = by === 'cost' && costFp !== null && costFn !== null ? { cost_fp: costFp, cost_fn: costFn } : {};
    return {
      ...(folds !== null && repeats !== null && { cross_validation: { folds, repeats } }),
      ...(by && { threshold: { by, ...costs } }),
    };
  }
}
