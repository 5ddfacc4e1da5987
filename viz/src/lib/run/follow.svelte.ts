import type { Run } from '@ml-microservices/shared/contracts';
import { useQueryClient } from '@tanstack/svelte-query';
import { onDestroy } from 'svelte';
import { HEALTH_KEY } from '../api/queries.js';
import { progressUrl } from '../api/runs.js';
import { RunProgress } from '../state/run-progress.svelte.js';
import { isFinal } from './status.js';

/**
 * The events of a run while a component shows it, which shows no other. Once they tell that it was begun or is over,
 * what is known of it, and of all that may have come of it, is asked for anew.
 */
export function follow(run: () => Run): RunProgress {
  const client = useQueryClient();
  const progress = new RunProgress(progressUrl(run().id));
  const told = $derived(progress.last?.status);
  const news = $derived(isFinal(run()) || told === run().status ? undefined : told);
  $effect(() => {
    if (news) void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== HEALTH_KEY });
  });
  onDestroy(() => progress.close());
  return progress;
}
