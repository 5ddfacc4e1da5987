import type { Page } from 'playwright-core';

interface Slowness {
  /** In milliseconds. */
  readonly latency?: number;
  /** In bytes a second. */
  readonly uploadThroughput?: number;
  readonly downloadThroughput?: number;
}

/** Gives what sets how slow the page's network is from then on. */
export async function throttling(page: Page): Promise<(slow: Slowness) => Promise<void>> {
  const network = await page.context().newCDPSession(page);
  await network.send('Network.enable');
  return async (slow) => {
    await network.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 20,
      downloadThroughput: -1,
      uploadThroughput: -1,
      ...slow,
    });
  };
}
