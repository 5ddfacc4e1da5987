import Type, { type Static } from 'typebox';
import { listed } from '../text/listed.js';
import { NoticeValues } from './notice.js';
import { closed, example } from './wire.js';

/** Every error that a service answers with: its status and title. Codes are stable and never used for another meaning. */
export const PROBLEMS = {
  malformed_request: { status: 400, title: 'The request cannot be parsed' },
  unauthenticated: { status: 401, title: 'A key is needed' },
  forbidden: { status: 403, title: 'Not allowed' },
  cross_origin: { status: 403, title: 'Not allowed to pages of other sites' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  not_acceptable: { status: 406, title: 'Not acceptable' },
  request_timeout: { status: 408, title: 'The request took too long' },
  conflict: { status: 409, title: 'Conflict with the current state' },
  has_dependents: { status: 409, title: 'Other things depend on it' },
  request_in_progress: { status: 409, title: 'The same request is still running' },
  payload_too_large: { status: 413, title: 'Too large' },
  uri_too_long: { status: 414, title: 'The URL is too long' },
  unsupported_media_type: { status: 415, title: 'Unsupported content type' },
  range_not_satisfiable: { status: 416, title: 'Range not satisfiable' },
  misdirected_request: { status: 421, title: 'Not the host that was asked' },
  invalid_input: { status: 422, title: 'Invalid input' },
  not_explainable: { status: 422, title: 'This model cannot be explained' },
  idempotency_mismatch: { status: 422, title: 'The idempotency key was used for another request' },
  headers_too_large: { status: 431, title: 'The headers are too large' },
  too_many_requests: { status: 429, title: 'Too many requests' },
  internal_error: { status: 500, title: 'Internal error' },
  artifact_corrupt: { status: 500, title: 'Stored bytes are damaged' },
  dependency_failed: { status: 502, title: 'A service it needs failed' },
  dependency_unavailable: { status: 503, title: 'A service it needs is not reachable' },
  unavailable: { status: 503, title: 'Not available' },
  dependency_timeout: { status: 504, title: 'A service it needs did not answer in time' },
  storage_full: { status: 507, title: 'The disk is full' },
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

export const FieldError = Type.Object(
  {
    path: Type.String({ description: 'JSON pointer into the input, or the name of a header, parameter or line.' }),
    message: Type.String(),
    reason: Type.Optional(Type.String({ description: 'A stable code that with `values` says what `message` does.' })),
    values: Type.Optional(NoticeValues),
  },
  closed,
);

/** RFC 9457 problem details, `application/problem+json`. */
export const ProblemDetails = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer({ minimum: 400, maximum: 599 }),
    detail: Type.String(),
    code: Type.String(),
    request_id: Type.String(),
    reason: Type.Optional(
      Type.String({ description: 'Finer than `code`, and as stable: with `values` it says what `detail` does.' }),
    ),
    values: Type.Optional(NoticeValues),
    errors: Type.Optional(
      Type.Array(FieldError, {
        description: 'Every fault, up to 100; of input with over 1,000 values the first alone.',
      }),
    ),
    dependents: Type.Optional(
      Type.Array(
        Type.Object(
          { kind: Type.String(), id: Type.Integer(), name: Type.String(), status: Type.Optional(Type.String()) },
          closed,
        ),
      ),
    ),
  },
  example({
    type: 'urn:problem:not_found',
    title: 'Not found',
    status: 404,
    detail: 'There is no dataset 7.',
    code: 'not_found',
    request_id: 'a1',
  }),
);

export type FieldError = Static<typeof FieldError>;
export type ProblemDetails = Static<typeof ProblemDetails>;

const MAX_ERRORS = 100;

interface ProblemExtras {
  readonly errors?: FieldError[];
  readonly reason?: string | undefined;
  readonly values?: NoticeValues | undefined;
  readonly dependents?: NonNullable<ProblemDetails['dependents']>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** An error that may be told to the client as it is: `detail` never names a host, a path, SQL or a stack. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly extras: ProblemExtras;

  constructor(
    readonly code: ProblemCode,
    readonly detail: string,
    extras: ProblemExtras = {},
  ) {
    super(detail, { cause: extras.cause });
    this.status = PROBLEMS[code].status;
    this.extras = extras;
  }

  toDetails(requestId: string): ProblemDetails {
    const { errors, dependents, reason, values } = this.extras;
    return {
      type: `urn:problem:${this.code}`,
      title: PROBLEMS[this.code].title,
      status: this.status,
      detail: this.detail,
      code: this.code,
      request_id: requestId,
      ...(reason && { reason, values }),
      ...(errors && { errors: errors.slice(0, MAX_ERRORS) }),
      ...(dependents && { dependents }),
    };
  }
}

/** What a message says, for who says it in another language. */
export type Said = Pick<FieldError, 'reason' | 'values'>;

/** The problem of one wrong field. */
export function invalidField(path: string, message: string, said: Said = {}): Problem {
  return new Problem('invalid_input', `${path}: ${message}`, { errors: [{ path, message, ...said }] });
}

/** The problem of a name that should be one of the columns `names`. */
export function unknownColumn(path: string, names: readonly string[], value: string): Problem {
  const columns = listed(names);
  return invalidField(path, `must be one of the columns ${columns}, got "${value}"`, {
    reason: 'unknown_column',
    values: { columns, value },
  });
}

/** The thing that was looked for by its id. Throws the problem of an id that nothing has. */
export function found<T>(noun: string, id: number, thing: T | null): T {
  if (thing !== null) return thing;
  throw new Problem('not_found', `There is no ${noun} ${id}.`, { reason: 'unknown_id', values: { noun, id } });
}
