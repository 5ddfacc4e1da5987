import type { Health, ProblemDetails } from '@ml-microservices/shared/contracts';
import { http } from './client.js';
import { ApiError } from './error.js';

const TIMEOUT_MS = 5_000;

/** The services as web-master sees them. Its 503 is an answer too: it says which one is ill. */
export async function getHealth(signal?: AbortSignal): Promise<Health> {
  const { data } = await http.get<Health | ProblemDetails>('/health', {
    signal,
    timeout: TIMEOUT_MS,
    validateStatus: (status) => status === 200 || status === 503,
  });
  if ('checks' in data) return data;
  throw new ApiError(data);
}
