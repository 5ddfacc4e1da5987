import type { ColumnProfile } from '../contracts/index.js';

/** Quantiles and histogram are exact up to this many values, then of an even sample of them. */
const SAMPLE_SIZE = 20_000;
const BINS = 20;

type NumberProfile = Pick<ColumnProfile, 'min' | 'max' | 'mean' | 'std' | 'quantiles' | 'histogram'>;

/** Moments (Welford 1962) and a sample of a stream of finite numbers, in bounded memory. */
export class NumberSummary {
  #n = 0;
  #mean = 0;
  #squares = 0;
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;
  /** The sample is `#sample[0, #sampled)`. */
  #sample = new Float64Array(64);
  #sampled = 0;
  /** Of so many values one is sampled; it doubles, and half the sample goes, whenever the sample is full. */
  #stride = 1;
  /** The value that is sampled next, its place drawn: every second row would tell of even hours alone. */
  #next = 0;
  #seed = 1;

  add(value: number): void {
    const deviation = value - this.#mean;
    if (this.#n === this.#next) this.#take(value);
    this.#n++;
    // The difference of two huge numbers may be too large to hold where their shares are not.
    this.#mean += Number.isFinite(deviation) ? deviation / this.#n : value / this.#n - this.#mean / this.#n;
    this.#squares += deviation * (value - this.#mean);
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
  }

  /** `std` is of the population, null where it is too large to hold. All null where there was no value. */
  describe(): NumberProfile {
    if (this.#n === 0)
      return { min: null, max: null, mean: null, std: null, quantiles: { q25: null, q50: null, q75: null } };
    const sorted = this.#sample.slice(0, this.#sampled).sort();
    return {
      min: this.#min,
      max: this.#max,
      mean: this.#mean,
      std: Number.isFinite(this.#squares) ? Math.sqrt(this.#squares / this.#n) : null,
      quantiles: { q25: quantile(sorted, 0.25), q50: quantile(sorted, 0.5), q75: quantile(sorted, 0.75) },
      histogram: this.#histogram(sorted),
    };
  }

  #take(value: number): void {
    const start = this.#n - (this.#n % this.#stride);
    if (this.#sampled === SAMPLE_SIZE) {
      this.#halve();
      // This value was drawn of the first half of what now has one; as likely it is one of the second.
      if (this.#below(2) === 1) {
        this.#next = start + this.#stride / 2 + this.#below(this.#stride / 2);
        return;
      }
    }
    this.#next = start + this.#stride + this.#below(this.#stride);
    if (this.#sampled === this.#sample.length) {
      const grown = new Float64Array(2 * this.#sampled);
      grown.set(this.#sample);
      this.#sample = grown;
    }
    this.#sample[this.#sampled++] = value;
  }

  #halve(): void {
    this.#sampled /= 2;
    for (let i = 0; i < this.#sampled; i++) this.#sample[i] = this.#sample[2 * i + this.#below(2)];
    this.#stride *= 2;
  }

  /** A whole number below `end`, by a linear congruential generator: the same table is described the same. */
  #below(end: number): number {
    this.#seed = (Math.imul(this.#seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.#seed / 2 ** 32) * end);
  }

  #histogram(sorted: Float64Array) {
    const width = (this.#max - this.#min) / BINS;
    if (!(width > 0) || !Number.isFinite(width)) return [{ from: this.#min, to: this.#max, count: this.#n }];
    const counts = new Array<number>(BINS).fill(0);
    for (const value of sorted) counts[Math.min(BINS - 1, Math.floor((value - this.#min) / width))]++;
    const scale = this.#n / sorted.length;
    return counts.map((count, bin) => ({
      from: this.#min + bin * width,
      to: bin === BINS - 1 ? this.#max : this.#min + (bin + 1) * width,
      count: Math.round(count * scale),
    }));
  }
}

/** Linear between the two nearest values, as numpy's default. */
function quantile(sorted: Float64Array, share: number): number {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  const weight = position - below;
  const step = sorted[above] - sorted[below];
  return Number.isFinite(step) ? sorted[below] + weight * step : sorted[below] * (1 - weight) + sorted[above] * weight;
}
