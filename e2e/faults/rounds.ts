/** How often a fault is provoked: a few times in every test, many in `npm run test:soak`. */
export function rounds(few: number, many: number): number {
  return process.env.SOAK ? many : few;
}
