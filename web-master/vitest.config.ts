import { defineProject } from 'vitest/config';

export default defineProject({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source', 'node', 'module'] } },
  test: {
    include: ['test/**/*.test.ts'],
    execArgv: ['--conditions=source', '--import=tsx'],
    testTimeout: 60_000,
    hookTimeout: 90_000,
    // What comes about late on a busy machine has come about: only a test as a whole has a limit.
    expect: { poll: { timeout: 30_000 } },
  },
});
