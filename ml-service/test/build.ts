import { ensureBuilt } from '../../scripts/steps/build.mjs';

/** Threads, child processes and the services beside this one run compiled code, so the tests begin with a build. */
export default async function build(): Promise<void> {
  if (process.env.NO_BUILD) return;
  await ensureBuilt(new AbortController().signal, ['storage', 'ml-service']);
}
