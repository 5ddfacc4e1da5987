/** Of a setting that ends in `_mb`. */
export const BYTES_PER_MB = 2 ** 20;
