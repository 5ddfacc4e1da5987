import type { DatasetListQuery, ModelListQuery, ProfileQuery, RunListQuery } from '@ml-microservices/shared/contracts';
import { keepPreviousData, QueryCache, QueryClient } from '@tanstack/svelte-query';
import { getSource, listAccesses } from './collector.js';
import { getDataset, getProfile, listDatasets } from './datasets.js';
import { type ApiError, toApiError } from './error.js';
import { getHealth } from './health.js';
import { compareModels, getModel, listModels } from './models.js';
import { getReport } from './reports.js';
import { getDrift, getRun, listModelTypes, listRuns } from './runs.js';
import { getServices } from './services.js';
import { getSession } from './session.js';

const FRESH_MS = 2_000;
const RETRIES = 2;
const HEALTH_INTERVAL_MS = 5_000;

export const HEALTH_KEY = 'health';
const SESSION_KEY = 'session';

const mayRetry = (count: number, { isUnderWay, isPassing }: ApiError) => isUnderWay || (count < RETRIES && isPassing);

interface Context {
  readonly signal: AbortSignal;
}

export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        // The session is over: the page asks to sign in.
        if (toApiError(error).status === 401) void client.invalidateQueries({ queryKey: [SESSION_KEY] });
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        retry: (count, error) => mayRetry(count, toApiError(error)),
        // The services may well be on this machine, which needs no network.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
  return client;
}

/** Whether a key is asked for, and whose the session is. */
export const sessionQuery = () => ({
  queryKey: [SESSION_KEY],
  queryFn: ({ signal }: Context) => getSession(signal),
  staleTime: Number.POSITIVE_INFINITY,
  retry: false,
});

/**
 * Asked all the time: it feeds the health of the sidebar and tells when a lost connection is back. That there is no
 * answer is a result as well: an error would be forgotten while the next answer is awaited.
 */
export const healthQuery = () => ({
  queryKey: [HEALTH_KEY],
  queryFn: ({ signal }: Context) => getHealth(signal).catch(toApiError),
  refetchInterval: HEALTH_INTERVAL_MS,
});

export const servicesQuery = () => ({
  queryKey: [HEALTH_KEY, 'services'],
  queryFn: ({ signal }: Context) => getServices(signal),
  refetchInterval: HEALTH_INTERVAL_MS,
  retry: false,
});

export const sourceQuery = () => ({ queryKey: ['source'], queryFn: ({ signal }: Context) => getSource(signal) });

export const accessesQuery = (limit: number) => ({
  queryKey: ['accesses', limit],
  queryFn: ({ signal }: Context) => listAccesses({ limit }, signal),
});

export const datasetsQuery = (params: DatasetListQuery) => ({
  queryKey: ['datasets', params],
  queryFn: ({ signal }: Context) => listDatasets(params, signal),
  placeholderData: keepPreviousData,
});

export const datasetQuery = (id: number) => ({
  queryKey: ['datasets', id],
  queryFn: ({ signal }: Context) => getDataset(id, signal),
});

export const profileQuery = (id: number, params: ProfileQuery = {}) => ({
  queryKey: ['datasets', id, 'profile', params],
  queryFn: ({ signal }: Context) => getProfile(id, params, signal),
  // The bytes of a dataset never change, so neither does its profile.
  staleTime: Number.POSITIVE_INFINITY,
});

export const modelsQuery = (params: ModelListQuery) => ({
  queryKey: ['models', params],
  queryFn: ({ signal }: Context) => listModels(params, signal),
  placeholderData: keepPreviousData,
});

export const modelQuery = (id: number) => ({
  queryKey: ['models', id],
  queryFn: ({ signal }: Context) => getModel(id, signal),
});

export const reportQuery = (id: number) => ({
  queryKey: ['models', id, 'report'],
  queryFn: ({ signal }: Context) => getReport(id, signal),
});

export const severalModelsQuery = (ids: readonly number[]) => ({
  queryKey: ['models', 'several', ids],
  queryFn: ({ signal }: Context) => Promise.all(ids.map((id) => getModel(id, signal))),
});

export const severalReportsQuery = (ids: readonly number[]) => ({
  queryKey: ['models', 'reports', ids],
  queryFn: ({ signal }: Context) => Promise.all(ids.map((id) => getReport(id, signal))),
});

export const comparisonQuery = (ids: readonly number[]) => ({
  queryKey: ['models', 'comparison', ids],
  queryFn: ({ signal }: Context) => compareModels([...ids], signal),
});

export const runsQuery = (params: RunListQuery) => ({
  queryKey: ['runs', params],
  queryFn: ({ signal }: Context) => listRuns(params, signal),
  placeholderData: keepPreviousData,
});

export const driftQuery = (runId: number) => ({
  queryKey: ['runs', runId, 'drift'],
  queryFn: ({ signal }: Context) => getDrift(runId, signal),
  // Neither the rows that were predicted nor those that were learned from change.
  staleTime: Number.POSITIVE_INFINITY,
});

export const runQuery = (id: number) => ({
  queryKey: ['runs', id],
  queryFn: ({ signal }: Context) => getRun(id, signal),
});

export const modelTypesQuery = () => ({
  queryKey: ['model-types'],
  queryFn: ({ signal }: Context) => listModelTypes(signal),
  staleTime: Number.POSITIVE_INFINITY,
});
