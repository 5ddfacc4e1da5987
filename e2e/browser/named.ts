import type { Dataset, Run } from '@ml-microservices/shared/contracts';
import { call } from '../client.js';
import type { Stage } from './start.js';

/**
 * Stores a dataset with the column `target` and a model of it, both of this name and described by it; answers where the
 * pages tell of them.
 */
export async function storeNamed({ services }: Stage, name: string, csv: string): Promise<string[]> {
  const { storage, web_master } = services.urls;
  const json = { name, description: name, csv, target: 'target' };
  const { id } = (await call<Dataset>(`${storage}/datasets`, { json })).body;
  const run = await call<Run>(`${web_master}/scenarios/train-model`, {
    json: { dataset_id: id, model_type: 'LogisticRegression', name, description: name },
    headers: { prefer: 'wait=60' },
  });
  const modelId = run.body.model_id!;
  return [
    '/',
    '/datasets',
    `/datasets/${id}`,
    `/train?dataset=${id}`,
    '/models',
    `/models/${modelId}`,
    `/models/${modelId}/report`,
    `/predict?model=${modelId}`,
    `/predict?model=${modelId}&by=text`,
    `/runs/${run.body.id}`,
    `/api/scenarios/report/${modelId}`,
  ];
}
