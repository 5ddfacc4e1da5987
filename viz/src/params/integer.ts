/** An id in the URL: an integer from 1. */
export const match = (text: string): boolean => /^[1-9]\d{0,15}$/.test(text);
