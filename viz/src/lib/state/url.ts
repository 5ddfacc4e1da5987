import { goto } from '$app/navigation';
import { page } from '$app/state';

type Value = string | number | undefined;

/**
 * Puts values into the query of the URL, which is where the state of a page lives; `undefined` and '' remove one.
 * Typing replaces the entry of the history, a choice adds one.
 */
export function setQuery(values: Readonly<Record<string, Value>>, history: 'push' | 'replace' = 'push'): Promise<void> {
  // Not the router's address, which knows nothing of what a form wrote into the URL as one typed.
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || value === '') url.searchParams.delete(name);
    else url.searchParams.set(name, String(value));
  }
  return goto(url, { replaceState: history === 'replace', keepFocus: true, noScroll: true });
}

export function queryText(name: string): string {
  return page.url.searchParams.get(name) ?? '';
}

/** A whole number of at least `minimum` from the query, else `fallback`. */
export function queryInteger(name: string, fallback: number, minimum = 1): number {
  const text = page.url.searchParams.get(name);
  const value = Number(text);
  return text !== null && Number.isSafeInteger(value) && value >= minimum ? value : fallback;
}

/** A number from the query that may be missing. */
export function queryId(name: string): number | undefined {
  const value = queryInteger(name, 0);
  return value > 0 ? value : undefined;
}

/** The distinct ids that the query lists, as in `?ids=1,2`. */
export function queryIds(name: string): number[] {
  const ids = queryText(name).split(',').map(Number);
  return [...new Set(ids.filter((id) => Number.isSafeInteger(id) && id > 0))];
}
