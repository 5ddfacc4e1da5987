import type { RunEvent } from '@ml-microservices/shared/contracts';

/** The events of a whole stream; comments are passed over. */
export function eventsOf(text: string): RunEvent[] {
  return text
    .split('\n\n')
    .filter((frame) => frame.startsWith('id:'))
    .map((frame) => {
      const field = (name: string) => frame.match(new RegExp(`^${name}: (.*)$`, 'm'))?.[1] ?? '';
      return { id: Number(field('id')), event: field('event') as RunEvent['event'], data: JSON.parse(field('data')) };
    });
}
