/** A stream of random numbers that its seed determines. */
export interface Random {
  /** An integer from 0 to 2^32 - 1. */
  uint32(): number;
  /** A number in [0, 1), 32 bits of it random. */
  next(): number;
  /** An integer from 0 to `bound` - 1, each as likely; `bound` from 1 to 2^32. */
  below(bound: number): number;
}

const rotateLeft = (value: number, bits: number) => (value << bits) | (value >>> (32 - bits));

/** splitmix32: spreads a seed over the state of the generator, so that near seeds give unlike streams. */
function splitmix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return mixed ^ (mixed >>> 15);
  };
}

/**
 * xoshiro128** (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021).
 * `stream` gives independent sequences under one seed, as one for each tree of a forest.
 */
export function createRandom(seed: number, stream = 0): Random {
  const mix = splitmix32(seed ^ Math.imul(stream + 1, 0x85ebca6b));
  let a = mix();
  let b = mix();
  let c = mix();
  // An all-zero state would stay zero for ever.
  let d = mix() | 1;

  const uint32 = (): number => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return result;
  };
  const below = (bound: number): number => {
    for (;;) {
      const drawn = uint32();
      // The remainder; V8 divides floats, rounded rightly for such numbers, much faster than it takes `%`.
      const result = drawn - Math.floor(drawn / bound) * bound;
      // Numbers from the last, incomplete multiple of `bound` are drawn again: else small results would be likelier.
      if (drawn - result <= 0x100000000 - bound) return result;
    }
  };
  return { uint32, next: () => uint32() / 0x100000000, below };
}

/** Fisher-Yates: each order of `values` is as likely. In place. */
export function shuffleInPlace(values: Int32Array, random: Random): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    const swapped = values[i];
    values[i] = values[j];
    values[j] = swapped;
  }
}
