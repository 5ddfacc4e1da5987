/** Keeps a choice for the next visit; a browser that keeps nothing (private mode) just forgets it. */
export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Storage is switched off.
  }
}
