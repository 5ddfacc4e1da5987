import { Problem } from '@ml-microservices/shared/contracts';

interface UnderWay {
  readonly reason: string;
  readonly model: number;
  /** What is waited for, as a sentence begins with it. */
  readonly what: string;
}

/**
 * What the work comes to, which goes on whatever happens here. Throws a problem that says to ask again where it takes
 * longer than `waitS` seconds: those between give up on a silent answer as well.
 */
export async function within<T>(waitS: number, work: Promise<T>, { reason, model, what }: UnderWay): Promise<T> {
  const detail = `${what} of model ${model} is still being made after ${waitS} s; please ask again.`;
  const said = { reason, values: { model, seconds: waitS } };
  const late = new Problem('unavailable', detail, { ...said, headers: { 'retry-after': '5' } });
  let timer: NodeJS.Timeout | undefined;
  const wait = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late), waitS * 1000);
  });
  return Promise.race([work, wait]).finally(() => clearTimeout(timer));
}
