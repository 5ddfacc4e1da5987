import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineProject } from 'vitest/config';

export default defineProject({
  plugins: [svelte()],
  resolve: {
    alias: { $lib: fileURLToPath(new URL('src/lib', import.meta.url)) },
    conditions: ['source', 'browser'],
  },
  ssr: { resolve: { conditions: ['source', 'node', 'module'] } },
  test: {
    testTimeout: 60_000,
    include: ['test/**/*.test.ts'],
    execArgv: ['--conditions=source', '--import=tsx'],
    // What the browser runs is tested with the half of svelte that runs there.
    server: { deps: { inline: [/svelte/] } },
  },
});
