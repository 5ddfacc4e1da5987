/** Threads and child processes run the compiled module at this path of `src`, wherever this one was loaded from. */
export const compiled = (path: string): URL => new URL(`../dist/${path}.js`, import.meta.url);
