import type { App } from '../service/index.js';
import type { NamedOperation } from './open-api.js';

interface Fault {
  readonly what: string;
  readonly url: string;
  readonly status: number;
  readonly body?: { readonly type: string; readonly text: string };
}

const UNKNOWN = '999999999';

/** Asks each operation wrongly in each way there is: the answer has the status for it, and is described. */
export async function answerFaults(app: App, operations: readonly NamedOperation[]): Promise<string[]> {
  const faults: string[] = [];
  for (const operation of operations) {
    for (const fault of wrongCalls(operation)) faults.push(...(await askWrongly(app, operation, fault)));
  }
  return faults;
}

function wrongCalls({ path, operation }: NamedOperation): Fault[] {
  const { parameters = [], requestBody } = operation;
  const fill = (value: string) => path.replaceAll(/\{\w+\}/g, value);
  const known = fill(UNKNOWN);
  const hasId = parameters.some(({ in: place, schema }) => place === 'path' && schema.type === 'integer');
  const hasQuery = parameters.some(({ in: place }) => place === 'query');
  const calls: Fault[] = [];
  if (hasId) calls.push({ what: 'an id that is no number', url: fill('x'), status: 422 });
  if (hasId && !requestBody) calls.push({ what: 'an unknown id', url: known, status: 404 });
  if (hasQuery) calls.push({ what: 'an unknown parameter', url: `${known}?unknown_parameter=1`, status: 422 });
  if (requestBody?.content['application/json']) {
    const json = 'application/json';
    calls.push(
      { what: 'broken JSON', url: known, status: 400, body: { type: json, text: '{' } },
      { what: 'text', url: known, status: 415, body: { type: 'text/plain', text: 'x' } },
      { what: 'an unknown field', url: known, status: 422, body: { type: json, text: '{"unknown_field":1}' } },
    );
  }
  return calls;
}

async function askWrongly(app: App, { name, method, operation }: NamedOperation, fault: Fault): Promise<string[]> {
  const { what, url, status, body } = fault;
  const response = await app.inject({
    method,
    url,
    payload: body?.text,
    headers: body && { 'content-type': body.type },
  });
  const answered = `${name} answers ${what} with ${response.statusCode}`;
  const faults: string[] = [];
  // Who the thing is asked of may not run where the check does.
  const isAsked = response.statusCode === status || (status === 404 && response.statusCode === 503);
  if (!isAsked) faults.push(`${answered} and not ${status}`);
  const described = operation.responses[response.statusCode];
  const [type] = String(response.headers['content-type']).split(';', 1);
  if (!described) faults.push(`${answered}, which is not described`);
  else if (!described.content?.[type]) faults.push(`${answered} as ${type}, which is not described`);
  return faults;
}
