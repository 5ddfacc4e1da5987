import type { Run } from '@ml-microservices/shared/contracts';
import { deleteDataset, listDatasets } from '$lib/api/datasets.js';
import { listModels } from '$lib/api/models.js';
import { cancelRun, deleteRun, listRuns } from '$lib/api/runs.js';
import { isFinal } from '$lib/run/status.js';

/**
 * Deletes the datasets whose name has `mark` in it, with the models and runs that were made from them. They are looked
 * for by name, since an answer that told their ids may have been lost.
 */
export async function removeTraces(mark: string): Promise<void> {
  const { items } = await listDatasets({ name: mark });
  for (const { id } of items) {
    const runs = await runsOf(id);
    const working = runs.filter((run) => !isFinal(run));
    await Promise.all(working.map((run) => cancelRun(run.id)));
    await deleteDataset(id, true);
    for (const run of runs) await deleteRun(run.id, true);
  }
}

/** Trainings on the dataset, and what its models predicted. */
async function runsOf(dataset: number): Promise<Run[]> {
  const models = await listModels({ dataset_id: dataset });
  const lists = await Promise.all([
    listRuns({ dataset_id: dataset }),
    ...models.items.map(({ id }) => listRuns({ model_id: id, kind: 'inference' })),
  ]);
  return lists.flatMap((list) => list.items);
}
