import type { FieldError, NoticeValues, ProblemDetails } from '@ml-microservices/shared/contracts';
import { isAxiosError } from 'axios';

/** What stands for a status where no answer came: the connection failed, or the caller gave up. */
const NO_ANSWER = 0;

/** Why a request failed, in the terms of problem details; `status` 0 means that no answer came. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: string;
  readonly requestId: string | undefined;
  /** Finer than the code, with the values that its sentence is made of. */
  readonly reason: string | undefined;
  readonly values: NoticeValues;
  readonly errors: readonly FieldError[];
  readonly dependents: NonNullable<ProblemDetails['dependents']>;

  constructor(details: Partial<ProblemDetails>) {
    super(details.detail ?? '');
    this.status = details.status ?? NO_ANSWER;
    this.code = details.code ?? 'no_answer';
    this.requestId = details.request_id;
    this.reason = details.reason;
    this.values = details.values ?? {};
    this.errors = details.errors ?? [];
    this.dependents = details.dependents ?? [];
  }

  /** Whether what was asked for is being made, and will come, however often it must be asked for. */
  get isUnderWay(): boolean {
    return this.reason?.endsWith('_under_way') ?? false;
  }

  /** Whether the same request may well succeed a little later. */
  get isPassing(): boolean {
    return this.status === NO_ANSWER || this.status === 429 || this.status >= 502;
  }
}

export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (!isAxiosError(error)) return new ApiError({ code: 'client_error', detail: String(error) });
  const { response } = error;
  if (!response) return new ApiError({ code: error.code === 'ERR_CANCELED' ? 'cancelled' : 'no_answer' });
  const body: unknown = response.data;
  if (isProblem(body)) return new ApiError(body);
  const requestId = response.headers['x-request-id'];
  return new ApiError({
    status: response.status,
    code: 'unexpected_answer',
    ...(typeof requestId === 'string' && { request_id: requestId }),
  });
}

function isProblem(value: unknown): value is ProblemDetails {
  return typeof value === 'object' && value !== null && 'code' in value && 'detail' in value;
}
