import { readFileSync } from 'node:fs';

// Sums the JSON reports of vitest that are named: "N passed, N failed". A file that could not even be loaded counts as
// one that failed, and so does a report that is not there.
let passed = 0;
let failed = 0;
for (const path of process.argv.slice(2)) {
  const { numPassedTests, numFailedTests, testResults } = read(path);
  passed += numPassedTests;
  failed += numFailedTests;
  failed += testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !hasFailed(assertionResults),
  ).length;
}
console.log(`${passed} passed, ${failed} failed`);
if (failed > 0 || passed === 0) process.exitCode = 1;

/**
 * @param {string} path
 * @returns {{ numPassedTests: number, numFailedTests: number, testResults: { status: string, assertionResults: { status: string }[] }[] }}
 */
function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return { numPassedTests: 0, numFailedTests: 1, testResults: [] };
  }
}

/** @param {{ status: string }[]} tests */
function hasFailed(tests) {
  return tests.some(({ status }) => status === 'failed');
}
