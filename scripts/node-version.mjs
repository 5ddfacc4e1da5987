// Read by every Node, however old: nothing here may be newer than Node 12.
import { readFileSync } from 'node:fs';

/** Ends the process with one line if this Node is older than package.json's `engines` asks for. */
export function requireNode() {
  const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const wanted = engines.node.replace('>=', '');
  if (isAtLeast(process.versions.node.split('.').map(Number), wanted.split('.').map(Number))) return;
  console.error(`Node ${wanted} or newer is needed; this is ${process.versions.node}. Get it from https://nodejs.org.`);
  process.exit(1);
}

/**
 * @param {number[]} version
 * @param {number[]} floor
 */
function isAtLeast(version, floor) {
  for (let part = 0; part < floor.length; part++) {
    if (version[part] !== floor[part]) return version[part] > floor[part];
  }
  return true;
}
