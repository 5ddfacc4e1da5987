import type { Evaluation, Report } from '@ml-microservices/shared/contracts';

const written = new WeakMap<Evaluation, Buffer>();
const END = Buffer.from('}');

/** A report as JSON. Its evaluation is most of it and never changes, so that part is written once. */
export function reportJson({ evaluation, ...rest }: Report): Buffer {
  const last = written.get(evaluation) ?? Buffer.from(JSON.stringify(evaluation));
  written.set(evaluation, last);
  return Buffer.concat([Buffer.from(`${JSON.stringify(rest).slice(0, -1)},"evaluation":`), last, END]);
}
