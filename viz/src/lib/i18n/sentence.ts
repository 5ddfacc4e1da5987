import type { NoticeValues } from '@ml-microservices/shared/contracts';

/** Sentences by their code, each made of values; what is not here is shown as the service says it. */
export type Sentences = Record<string, (values: NoticeValues) => string>;
