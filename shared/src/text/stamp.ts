/** An ISO time within a name: `20260115_120000`. */
export function stampOf(time: string): string {
  return time.slice(0, 19).replace(/[-:]/g, '').replace('T', '_');
}
