import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig, type ProxyOptions } from 'vite';
import { firstLoadBudget } from './build/first-load.js';
import { WEB_MASTER_PATHS } from './server/paths.js';

const FIRST_LOAD_KIB = 200;
const target = process.env.SERVICES__WEB_MASTER_URL ?? 'http://127.0.0.1:8000';

/** The development server stands in for viz, so it passes the same paths on. */
const proxy = Object.fromEntries(
  Object.entries(WEB_MASTER_PATHS).map(([prefix, path]): [string, ProxyOptions] => [
    prefix,
    { target, rewrite: (url) => path + url.slice(prefix.length) },
  ]),
);

export default defineConfig({
  plugins: [tailwindcss(), sveltekit(), firstLoadBudget(FIRST_LOAD_KIB)],
  server: { port: 3000, proxy },
});
