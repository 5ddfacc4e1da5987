import type { NoticeValues } from '@ml-microservices/shared/contracts';

/** What happened, by the reason of a problem; what is not here is shown as the service says it. */
export const problems: Record<string, (values: NoticeValues) => string> = {
  unknown_id: ({ noun, id }) => `There is no ${noun} ${id}.`,
  service_unreachable: ({ service }) => `${service} is not reachable.`,
  service_late: ({ service }) => `${service} did not answer in time.`,
  service_broke_off: ({ service }) => `${service} broke off its answer.`,
  run_finished: ({ id, status }) => `Run ${id} is ${status} and cannot be cancelled.`,
  run_unfinished: ({ id, status }) => `Run ${id} is ${status}; cancel it first.`,
  name_taken: ({ id, name }) => `Model ${id} is already named "${name}".`,
  other_test_rows: ({ model, other }) =>
    `Models can be compared on the same test rows alone; models ${model} and ${other} were judged on different ones.`,
};
