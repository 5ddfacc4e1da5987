/** All content lives in the services; there is nothing to render ahead of the browser. */
export const ssr = false;
