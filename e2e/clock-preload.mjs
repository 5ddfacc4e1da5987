import { readFileSync } from 'node:fs';

/** See clock.ts. Preloaded into every process of a service: its clock is wrong by the milliseconds that the file says. */
const file = process.env.CLOCK_OFFSET_FILE ?? '';
const Real = Date;
const now = () => Real.now() + Number(readFileSync(file, 'utf8'));

globalThis.Date = new Proxy(Real, {
  construct: (target, parts, self) => Reflect.construct(target, parts.length === 0 ? [now()] : parts, self),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
