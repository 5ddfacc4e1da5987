import { Model, type Model as ModelValue, Run, type Run as RunValue } from '@ml-microservices/shared/contracts';

/** The example values of the API documents, of which tests change what matters to them. */
export const exampleOf = <T>(schema: object): T => (schema as { examples: T[] }).examples[0];

export const run = exampleOf<RunValue>(Run);
export const model = exampleOf<ModelValue>(Model);
