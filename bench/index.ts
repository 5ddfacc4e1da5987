import { compareEstimators } from './estimators.js';
import { measureMemory } from './memory.js';
import { timeScenarios } from './scenarios.js';

const SIZES = [891, 100_000, 1_000_000];
const MOST_ROWS = 1_000_000;

const PARTS: Readonly<Record<string, (numbers: readonly number[]) => Promise<void>>> = {
  estimators: (sizes) => compareEstimators(sizes.length > 0 ? sizes : SIZES),
  memory: ([rows = MOST_ROWS]) => measureMemory(rows),
  scenarios: () => timeScenarios(),
};

const [name, ...numbers] = process.argv.slice(2);
const names = name === undefined ? Object.keys(PARTS) : [name];
for (const each of names) {
  const part = PARTS[each];
  if (!part) throw new Error(`a part of the bench is one of ${Object.keys(PARTS).join(', ')}, got "${each}"`);
  console.log(`\n## ${each}\n`);
  await part(numbers.map(Number));
}
// Threads are kept warm for a next fit that does not come.
process.exit();
