import { problemResponses } from '@ml-microservices/shared/service';

/** What a scenario answers where a service that it needs is broken, absent or late. */
export const dependencyProblems = problemResponses(
  'dependency_failed',
  'dependency_unavailable',
  'dependency_timeout',
  'storage_full',
);
