import { StartError } from '@ml-microservices/shared/service';
import { type Place, placeOf } from '../backup/place.js';
import { readConfig } from '../config.js';

/**
 * Runs a command on the data that config.yaml and the environment name, and prints what it answers. What the user can
 * mend, as a full disk, is one line and exit code 1.
 */
export async function command(work: (place: Place, argument: string | undefined) => Promise<string>): Promise<void> {
  try {
    console.log(await work(placeOf(readConfig()), process.argv[2]));
  } catch (error) {
    process.exitCode = 1;
    console.error(isTheUsers(error) ? error.message : error);
  }
}

/** What the system or SQLite refused has a code. */
const isTheUsers = (error: unknown): error is Error =>
  error instanceof StartError || (error instanceof Error && 'code' in error);

export const said = (rows: Readonly<Record<string, number>>): string =>
  Object.entries(rows)
    .map(([table, count]) => `${count} ${table}`)
    .join(', ');
