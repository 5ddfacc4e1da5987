// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RunProgress } from '../../src/lib/state/run-progress.svelte.js';

/** Stands in for the browser's own, which a test cannot make fail at will. */
class FakeEventSource extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly CLOSED = 2;
  static opened: FakeEventSource[] = [];
  readyState = 1;
  onopen: (() => void) | undefined;
  onerror: (() => void) | undefined;

  constructor(readonly url: string) {
    super();
    FakeEventSource.opened.push(this);
  }

  close(): void {
    this.readyState = FakeEventSource.CLOSED;
  }

  tell(event: string, id: number, data: object = {}): void {
    this.dispatchEvent(new MessageEvent(event, { lastEventId: String(id), data: JSON.stringify(data) }));
  }

  fail(readyState: number): void {
    this.readyState = readyState;
    this.onerror?.();
  }
}

const latest = () => FakeEventSource.opened.at(-1)!;

beforeEach(() => {
  FakeEventSource.opened = [];
  vi.stubGlobal('EventSource', FakeEventSource);
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('collects the events until the last one, then closes', () => {
  const progress = new RunProgress('/api/progress/1');
  latest().onopen?.();
  expect(progress.connection).toBe('open');
  latest().tell('progress', 1, { progress: 0.5 });
  expect(progress.last?.progress).toBe(0.5);
  latest().tell('completed', 2, { progress: 1 });
  expect(progress.connection).toBe('closed');
  expect(latest().readyState).toBe(FakeEventSource.CLOSED);
});

it('counts an event that is told again once', () => {
  const progress = new RunProgress('/api/progress/1');
  for (const id of [1, 2, 1, 2, 3]) latest().tell('progress', id);
  expect(progress.events.map(({ id }) => id)).toEqual([1, 2, 3]);
});

it('leaves a broken stream to the browser, which resumes it', () => {
  const progress = new RunProgress('/api/progress/1');
  latest().fail(FakeEventSource.CONNECTING);
  expect(progress.connection).toBe('lost');
  vi.advanceTimersByTime(60_000);
  expect(FakeEventSource.opened).toHaveLength(1);
});

it('opens a refused stream anew, after longer and longer waits', () => {
  const progress = new RunProgress('/api/progress/1');
  latest().fail(FakeEventSource.CLOSED);
  vi.advanceTimersByTime(499);
  expect(FakeEventSource.opened).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(FakeEventSource.opened).toHaveLength(2);
  latest().fail(FakeEventSource.CLOSED);
  vi.advanceTimersByTime(999);
  expect(FakeEventSource.opened).toHaveLength(2);
  vi.advanceTimersByTime(1);
  expect(FakeEventSource.opened).toHaveLength(3);
  progress.close();
});

it('opens nothing any more once it is closed', () => {
  const progress = new RunProgress('/api/progress/1');
  latest().fail(FakeEventSource.CLOSED);
  progress.close();
  vi.advanceTimersByTime(60_000);
  expect(FakeEventSource.opened).toHaveLength(1);
});
