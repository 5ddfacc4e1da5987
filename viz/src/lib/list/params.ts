import { queryInteger, queryText } from '../state/url.js';

const PAGE_SIZE = 25;

/** What of a list is shown, from the URL: its page, order and the text searched for. */
export function listParams<Sort extends string>(fallback: NoInfer<Sort>) {
  const name = queryText('q');
  return {
    limit: PAGE_SIZE,
    offset: (queryInteger('page', 1) - 1) * PAGE_SIZE,
    // The service refuses, in words, what it cannot sort by.
    sort: (queryText('sort') || fallback) as Sort,
    ...(name && { name }),
  };
}
