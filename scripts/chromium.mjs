import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Failure } from './failure.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/**
 * The Chromium that the browser tests drive: `CHROMIUM_PATH`, else the system's.
 * @returns {string}
 */
export function chromiumPath() {
  const { CHROMIUM_PATH, PATH = '' } = process.env;
  if (CHROMIUM_PATH) {
    if (existsSync(CHROMIUM_PATH)) return CHROMIUM_PATH;
    throw new Failure(`CHROMIUM_PATH is ${CHROMIUM_PATH}, and there is no such file.`);
  }
  const places = PATH.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const found = [...places, MAC].find((path) => existsSync(path));
  if (found) return found;
  throw new Failure('The browser tests need Chromium: install it (apt-get install chromium) or set CHROMIUM_PATH.');
}
