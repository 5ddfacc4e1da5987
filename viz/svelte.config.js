import adapter from '@sveltejs/adapter-static';

const CLIENT = 'dist/client';

/** One page that finds its content by the URL: what it shows lives in the services, so nothing is rendered ahead. */
export default {
  kit: {
    adapter: adapter({ pages: CLIENT, assets: CLIENT, fallback: 'index.html', precompress: true }),
    version: { pollInterval: 60_000 },
  },
};
