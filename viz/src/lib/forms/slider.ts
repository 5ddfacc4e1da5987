import type { NumberRange, SchemaField } from './schema.js';

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
/** Where the maximum itself is too high, the slider ends at this part of it. */
const BELOW = 0.99;

/** A linear scale for a short range of integers, else a logarithmic one around the default; none without limits. */
export function sliderOf({ number, initial }: SchemaField): SliderScale | undefined {
  if (!number || !Number.isFinite(number.maximum)) return undefined;
  if (number.isInteger && number.maximum - number.minimum <= WIDEST_LINEAR) {
    return linear(number.minimum, number.maximum);
  }
  const centre = typeof initial === 'number' && initial > 0 ? initial : Math.max(1, number.minimum);
  const low = Math.max(centre / REACH, number.minimum, number.isInteger ? 1 : 0);
  return logarithmic({ low, high: Math.min(centre * REACH, number.maximum), number });
}

function linear(low: number, high: number): SliderScale {
  return {
    steps: high - low,
    toPosition: (value) => clamp(value - low, high - low),
    toValue: (position) => low + position,
  };
}

interface Logarithm {
  readonly low: number;
  readonly high: number;
  readonly number: NumberRange;
}

function logarithmic({
  low,
  high,
  number: { isInteger, isOpen, minimum, isOpenAbove, maximum },
}: Logarithm): SliderScale {
  const span = Math.log(high / low);
  // Zero is on no logarithmic scale; where it is allowed, it is the first position.
  const first = minimum === 0 && !isOpen ? 0 : low;
  const most = isOpenAbove ? maximum * BELOW : maximum;
  return {
    steps: LOG_STEPS,
    toPosition: (value) => clamp(Math.round((Math.log(Math.max(value, low) / low) / span) * LOG_STEPS), LOG_STEPS),
    toValue(position) {
      if (position === 0) return first;
      const rounded = Number((low * Math.exp((span * position) / LOG_STEPS)).toPrecision(DIGITS));
      return isInteger ? Math.max(Math.round(rounded), low) : Math.min(rounded, most);
    },
  };
}

function clamp(position: number, steps: number): number {
  return Math.min(steps, Math.max(0, position));
}
