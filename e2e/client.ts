import { EventSourceParserStream } from 'eventsource-parser/stream';

export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

interface Call {
  readonly method?: string;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request; a JSON answer is parsed, any other is its text. A body makes it a POST. */
export async function call<T>(url: string, { method, json, headers }: Call = {}): Promise<Answer<T>> {
  const response = await fetch(url, {
    method: method ?? (json === undefined ? 'GET' : 'POST'),
    headers: { ...(json !== undefined && { 'content-type': 'application/json' }), ...headers },
    body: json === undefined ? undefined : JSON.stringify(json),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as T };
}

export interface Event<T> {
  readonly id: number;
  readonly event: string;
  readonly data: T;
}

/** The events of a stream, each as it comes, until the stream ends. `lastId` resumes after it. */
export async function* events<T>(url: string, lastId?: number): AsyncGenerator<Event<T>> {
  const headers = lastId === undefined ? undefined : { 'last-event-id': String(lastId) };
  const response = await fetch(url, { headers });
  if (response.status === 204 || !response.body) return;
  const messages = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
  for await (const { id, event, data } of messages) {
    yield { id: Number(id), event: event ?? 'message', data: JSON.parse(data) as T };
  }
}

/** All that a stream tells until it ends. */
export async function collected<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of stream) items.push(item);
  return items;
}
