import Type from 'typebox';
import { compileStrict } from '../validation/index.js';
import type { MediaType, NamedOperation } from './open-api.js';

/** Every body asked for, and every JSON body answered with a 2xx, has an example that its own schema accepts. */
export function exampleFaults({ name, operation }: NamedOperation): string[] {
  const answers = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'));
  return [
    ...Object.values(operation.requestBody?.content ?? {}).flatMap((media) => bodyFaults(`the body of ${name}`, media)),
    ...answers.flatMap(([status, { content }]) =>
      bodyFaults(`the ${status} of ${name}`, content?.['application/json']),
    ),
  ];
}

function bodyFaults(body: string, media: MediaType | undefined): string[] {
  if (!media?.schema) return [];
  const examples = examplesOf(media);
  if (examples.length === 0) return [`${body} has no example`];
  const validate = compileStrict(Type.Unsafe<unknown>(media.schema));
  return examples
    .filter((example) => !validate(structuredClone(example)))
    .map((example) => `${body} has an example against its schema: ${JSON.stringify(example).slice(0, 200)}`);
}

/** Examples stand beside the schema or in it. */
function examplesOf({ schema, example, examples = {} }: MediaType): unknown[] {
  const beside = [...(example === undefined ? [] : [example]), ...Object.values(examples).map(({ value }) => value)];
  return [...beside, ...(schema?.examples ?? [])];
}
