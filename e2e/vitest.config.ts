import { defineProject } from 'vitest/config';

export default defineProject({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source', 'node', 'module'] } },
  test: {
    name: 'e2e',
    include: ['**/*.test.ts'],
    execArgv: ['--conditions=source', '--import=tsx'],
    testTimeout: process.env.SOAK ? 3_600_000 : 180_000,
    hookTimeout: 180_000,
    // What comes about late on a busy machine has come about: only a test as a whole has a limit.
    expect: { poll: { timeout: 60_000 } },
  },
});
