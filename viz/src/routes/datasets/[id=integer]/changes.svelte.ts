import type { Dataset, DatasetUpdate } from '@ml-microservices/shared/contracts';
import { createMutation, useQueryClient } from '@tanstack/svelte-query';
import { updateDataset } from '$lib/api/datasets.js';
import { type ApiError, toApiError } from '$lib/api/error.js';
import { datasetQuery } from '$lib/api/queries.js';
import { t } from '$lib/i18n/index.svelte.js';
import { toasts } from '$lib/state/toasts.svelte.js';

/** From the dataset as it is when its turn comes. */
type Change = (dataset: Dataset) => DatasetUpdate;

/**
 * Saves changes of a dataset one after the other, so that none undoes another. Each shows at once, and until it is refused.
 * Profile and rows stay as they are, and are not fetched again. For components.
 */
export function createChanges() {
  const client = useQueryClient();
  let pending = $state.raw<readonly { readonly id: number; readonly change: Change }[]>([]);
  let error = $state.raw<ApiError>();
  const saving = createMutation(() => ({
    scope: { id: 'dataset' },
    mutationFn: async ({ id, change }: (typeof pending)[number]) =>
      updateDataset(id, change(await client.ensureQueryData(datasetQuery(id)))),
    onMutate: (one) => {
      pending = [...pending, one];
      error = undefined;
    },
    onSuccess: (saved) => {
      client.setQueryData(datasetQuery(saved.id).queryKey, saved);
      toasts.show(t().datasets.saved);
    },
    onError: (reason) => {
      error = toApiError(reason);
    },
    onSettled: (_saved, _reason, one) => {
      pending = pending.filter((other) => other !== one);
    },
  }));
  return {
    get error() {
      return error;
    },
    save: (id: number, change: Change) => saving.mutate({ id, change }),
    /** The dataset as it will be. */
    changed(stored: Dataset): Dataset {
      let dataset = stored;
      for (const { id, change } of pending) {
        if (id === dataset.id) dataset = { ...dataset, ...change(dataset) };
      }
      return dataset;
    },
  };
}
