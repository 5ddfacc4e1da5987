import type { MlClient } from '@ml-microservices/shared/clients';
import type { Evaluation, Model } from '@ml-microservices/shared/contracts';
import { LRUCache } from 'lru-cache';

const MAX_MODELS = 50;

export type EvaluationOf = (model: Model) => Promise<Evaluation>;

/** Evaluations of the models that were asked for lately: one never changes while its model does not. */
export function createEvaluations(ml: Pick<MlClient, 'evaluation'>): EvaluationOf {
  const evaluations = new LRUCache<string, Evaluation, number>({
    max: MAX_MODELS,
    // One computation serves all who ask for it meanwhile.
    fetchMethod: (_key, _stale, { context: id }) => ml.evaluation(id),
  });
  return ({ id, updated_at }) => evaluations.forceFetch(`${id} ${updated_at}`, { context: id });
}
