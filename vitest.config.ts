import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { projects: ['shared', 'collector', 'storage', 'ml-service', 'web-master', 'viz', 'e2e'] },
});
