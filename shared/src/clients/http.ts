import { type Dispatcher, errors, type FormData, Pool } from 'undici';
import { PROBLEMS, Problem, type ProblemCode, type ProblemDetails } from '../contracts/index.js';
import { UploadFault } from './multipart.js';

export interface ClientOptions {
  /** Such as `http://127.0.0.1:8002`. */
  readonly url: string;
  /** Longest wait for an answer's headers, and between two pieces of its body. Default 30 s. */
  readonly timeoutMs?: number;
  /** Headers of each call, beside its own, such as the id of the request that it is made for. */
  readonly headers?: () => Readonly<Record<string, string | undefined>>;
}

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  readonly body?: Dispatcher.DispatchOptions['body'] | FormData;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly timeoutMs?: number;
  /** Statuses beyond 2xx that are answers here, not failures. */
  readonly accept?: readonly number[];
  /** Whether a second call does no harm where the first may have been done. Default: that of a GET or a PUT does none. */
  readonly isRepeatable?: boolean;
}

export type Answer = Dispatcher.ResponseData<null>;

export interface HttpClient {
  /** The parsed JSON of a 2xx answer. Throws a Problem on any other. */
  json<T>(call: Call): Promise<T>;
  /** A 2xx answer whose body is still to be read; the caller must read or destroy it. */
  answer(call: Call): Promise<Answer>;
  /** The bytes of an answer's body. */
  read(body: Answer['body']): Promise<ArrayBuffer>;
  close(): Promise<void>;
}

const DEFAULT_TIMEOUT_MS = 30_000;
const CONNECT_TIMEOUT_MS = 1_000;
const CONNECTIONS = 64;

/** Calls one service; `service` is the name that errors tell. */
export function createHttpClient(service: string, options: ClientOptions): HttpClient {
  const timeout = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const pool = new Pool(options.url, { connections: CONNECTIONS, connect: { timeout: CONNECT_TIMEOUT_MS } });

  async function send(call: Call): Promise<Answer> {
    const timeoutMs = call.timeoutMs ?? timeout;
    return pool.request({
      path: call.path,
      method: call.method ?? 'GET',
      query: defined(call.query),
      headers: defined({ ...call.headers, ...options.headers?.(), ...jsonHeader(call) }),
      body: call.json === undefined ? call.body : JSON.stringify(call.json),
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
  }

  async function answer(call: Call): Promise<Answer> {
    const received = await translated(() => (isRepeatable(call) ? twice(() => send(call)) : send(call)));
    if (received.statusCode < 300 || call.accept?.includes(received.statusCode)) return received;
    throw problemOf(service, received, await translated(() => received.body.text()));
  }

  async function translated<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw connectionProblem(service, error);
    }
  }

  return {
    answer,
    async json<T>(call: Call) {
      const { body } = await answer(call);
      return translated(async () => JSON.parse(await body.text()) as T);
    },
    read: (body) => translated(() => body.arrayBuffer()),
    close: () => pool.close(),
  };
}

function jsonHeader({ json }: Call): Record<string, string> {
  return json === undefined ? {} : { 'content-type': 'application/json' };
}

function defined<T>(record: Readonly<Record<string, T | undefined>> = {}): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter((entry): entry is [string, T] => entry[1] !== undefined));
}

function isRepeatable({ method = 'GET', isRepeatable = method === 'GET' || method === 'PUT' }: Call): boolean {
  return isRepeatable;
}

/** A kept-alive connection may be closed by the other side just as it is used again; a second try gets a fresh one. */
async function twice<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isBrokenOff(error)) throw error;
    return work();
  }
}

/** A service that ends closes its connections, or resets them where it left something unread. */
function isBrokenOff(error: unknown): boolean {
  return error instanceof errors.SocketError || BROKEN_OFF.has((error as NodeJS.ErrnoException).code ?? '');
}

const BROKEN_OFF = new Set(['ECONNRESET', 'EPIPE']);

/** What became of a call whose connection failed, as a problem that names the service, never its address. */
export function connectionProblem(service: string, error: unknown): unknown {
  if (error instanceof UploadFault) return error.cause;
  if (error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError) {
    const said = { reason: 'service_late', values: { service } };
    return new Problem('dependency_timeout', `${service} did not answer in time.`, { ...said, cause: error });
  }
  if (isBrokenOff(error) || error instanceof errors.HTTPParserError || error instanceof SyntaxError) {
    const said = { reason: 'service_broke_off', values: { service } };
    return new Problem('dependency_failed', `${service} broke off its answer.`, { ...said, cause: error });
  }
  return new Problem('dependency_unavailable', `${service} is not reachable.`, {
    reason: 'service_unreachable',
    values: { service },
    cause: error,
    headers: { 'retry-after': '1' },
  });
}

/** What the service says of the client's input or of its own state is passed on; its failures become a 502. */
function problemOf(service: string, { statusCode, headers }: Answer, text: string): Problem {
  const details = parseDetails(text);
  const isOurs = details !== undefined && details.code in PROBLEMS && details.code !== 'internal_error';
  if (!isOurs) return new Problem('dependency_failed', `${service} failed (status ${statusCode}).`, { cause: text });
  const retryAfter = headers['retry-after'];
  return new Problem(details.code as ProblemCode, details.detail, {
    errors: details.errors,
    reason: details.reason,
    values: details.values,
    dependents: details.dependents,
    headers: typeof retryAfter === 'string' ? { 'retry-after': retryAfter } : {},
  });
}

function parseDetails(text: string): ProblemDetails | undefined {
  try {
    const value = JSON.parse(text) as ProblemDetails | null;
    return typeof value?.code === 'string' && typeof value.detail === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
