import { createRandom } from '../ml-service/src/estimators/random.js';

/** Rows like those of the Titanic, column-major, with the class of each. */
export interface Passengers {
  readonly nSamples: number;
  readonly nFeatures: number;
  readonly values: Float64Array;
  readonly codes: Int32Array;
}

const FEATURES = ['Pclass', 'Sex', 'Age', 'SibSp', 'Parch', 'Fare', 'Embarked'] as const;

const WORDS: Readonly<Record<string, readonly string[]>> = { Sex: ['female', 'male'], Embarked: ['S', 'C', 'Q'] };

/** As many passengers as wanted; the same seed gives the same ones, and fewer are the first of more. */
export function passengers(nSamples: number, seed = 1): Passengers {
  const random = createRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  const few = (share: number) => Math.min(8, Math.floor(Math.log(1 - random.next()) / Math.log(share)));
  const values = new Float64Array(new SharedArrayBuffer(8 * nSamples * FEATURES.length));
  const codes = new Int32Array(nSamples);
  for (let i = 0; i < nSamples; i++) {
    const drawn = random.next();
    const pclass = drawn < 0.24 ? 1 : drawn < 0.45 ? 2 : 3;
    const male = random.next() < 0.65 ? 1 : 0;
    const age = Math.max(0.5, Math.min(80, Math.round(2 * (29 + 4 * (2 - pclass) + 13 * normal())) / 2));
    const sibsp = few(0.32);
    const parch = few(0.25);
    const fare = Math.round(1e4 * Math.exp(4.3 - 0.75 * (pclass - 1) + 0.3 * (sibsp + parch) + 0.5 * normal())) / 1e4;
    const port = random.next();
    const row = [pclass, male, age, sibsp, parch, fare, port < 0.72 ? 0 : port < 0.91 ? 1 : 2];
    row.forEach((value, j) => {
      values[j * nSamples + i] = value;
    });
    const odds = 2.3 - 2.6 * male - 0.9 * (pclass - 2) - 0.03 * (age - 29) + (age < 12 ? 1.2 : 0) - 0.3 * sibsp;
    codes[i] = random.next() < 1 / (1 + Math.exp(1.2 - odds)) ? 1 : 0;
  }
  return { nSamples, nFeatures: FEATURES.length, values, codes };
}

/** The passengers as CSV, a chunk of lines at a time. */
export function* csvOf({ nSamples, values, codes }: Passengers): Generator<string> {
  const LINES = 10_000;
  yield `${FEATURES},Survived\n`;
  for (let first = 0; first < nSamples; first += LINES) {
    let text = '';
    for (let i = first; i < Math.min(nSamples, first + LINES); i++) {
      const cells = FEATURES.map((name, j) => WORDS[name]?.[values[j * nSamples + i]] ?? values[j * nSamples + i]);
      text += `${cells},${codes[i]}\n`;
    }
    yield text;
  }
}
