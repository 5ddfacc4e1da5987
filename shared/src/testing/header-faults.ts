import type { NamedOperation } from './open-api.js';

/** What the answers of an operation tell of the headers that it takes, and its document does not. */
export function headerFaults({ name, method, path, operation }: NamedOperation): string[] {
  const { responses, parameters = [] } = operation;
  const makes = method === 'POST' && !path.includes('{') && ('201' in responses || '202' in responses);
  const streams = 'text/event-stream' in (responses[200]?.content ?? {});
  const expected = [
    ...(makes ? ['Idempotency-Key'] : []),
    ...('202' in responses ? ['Prefer'] : []),
    ...('206' in responses ? ['Range'] : []),
    ...('304' in responses ? ['If-None-Match'] : []),
    ...(streams ? ['Last-Event-ID'] : []),
  ];
  const described = parameters.filter(({ in: place }) => place === 'header').map((parameter) => parameter.name);
  return [
    ...expected.filter((it) => !described.includes(it)).map((it) => `${name} does not tell of ${it}`),
    ...(makes && !('409' in responses) ? [`${name} does not tell of a repeat that comes too early`] : []),
  ];
}
