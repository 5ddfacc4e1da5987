/** Middle value, or the mean of the two middle ones; 0 of none. Reorders the values, of which none may be NaN. Expected cost n. */
export function median(values: Float64Array): number {
  if (values.length === 0) return 0;
  const middle = values.length >>> 1;
  const upper = select(values, middle);
  if (values.length % 2 === 1) return upper;
  let lower = values[0];
  for (let i = 1; i < middle; i++) if (values[i] > lower) lower = values[i];
  // Halved first: the sum of two large numbers may be too large.
  return lower / 2 + upper / 2;
}

/** The value that sorting would bring to place `k`, with none larger before it (Hoare's FIND, 1961). */
function select(values: Float64Array, k: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = values[(low + high) >>> 1];
    let i = low;
    let j = high;
    while (i <= j) {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i > j) break;
      const swapped = values[i];
      values[i++] = values[j];
      values[j--] = swapped;
    }
    if (k <= j) high = j;
    else if (k >= i) low = i;
    else break;
  }
  return values[k];
}
