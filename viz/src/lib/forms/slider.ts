import type { SchemaField } from './schema.js';

/** A slider's scale: positions are whole steps from 0 to `steps`. */
export interface SliderScale {
  readonly steps: number;
  toPosition(value: number): number;
  toValue(position: number): number;
}

const WIDEST_LINEAR = 1_000;
const LOG_STEPS = 120;
/** Beyond this factor around the default hardly anyone looks; the number field takes the rest. */
const REACH = 10_000;
const DIGITS = 2;

/** A linear scale for a short range of integers, else a logarithmic one around the default; none without limits. */
export function sliderOf({ number, initial }: SchemaField): SliderScale | undefined {
  if (!number || !Number.isFinite(number.maximum)) return undefined;
  if (number.isInteger && number.maximum - number.minimum <= WIDEST_LINEAR) {
    return linear(number.minimum, number.maximum);
  }
  const centre = typeof initial === 'number' && initial > 0 ? initial : Math.max(1, number.minimum);
  const low = Math.max(centre / REACH, number.minimum, number.isInteger ? 1 : 0);
  return logarithmic(low, Math.min(centre * REACH, number.maximum), number.isInteger);
}

function linear(low: number, high: number): SliderScale {
  return {
    steps: high - low,
    toPosition: (value) => clamp(value - low, high - low),
    toValue: (position) => low + position,
  };
}

function logarithmic(low: number, high: number, isInteger: boolean): SliderScale {
  const span = Math.log(high / low);
  return {
    steps: LOG_STEPS,
    toPosition: (value) => clamp(Math.round((Math.log(Math.max(value, low) / low) / span) * LOG_STEPS), LOG_STEPS),
    toValue(position) {
      const value = low * Math.exp((span * position) / LOG_STEPS);
      const rounded = Number(value.toPrecision(DIGITS));
      return isInteger ? Math.max(Math.round(rounded), low) : rounded;
    },
  };
}

function clamp(position: number, steps: number): number {
  return Math.min(steps, Math.max(0, position));
}
