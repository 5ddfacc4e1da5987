import { describe, expect, it } from 'vitest';
import * as contracts from '../../src/contracts/index.js';
import { compileStrict, fieldErrors } from '../../src/validation/index.js';

const documented = Object.entries(contracts as Record<string, unknown>).filter(
  (entry): entry is [string, { examples: unknown[] }] =>
    typeof entry[1] === 'object' && entry[1] !== null && 'examples' in entry[1],
);

describe('examples', () => {
  it.each(documented)('of %s are what its schema describes', (_name, schema) => {
    const validate = compileStrict(schema);
    for (const value of schema.examples) {
      validate(value);
      expect(fieldErrors(validate.errors ?? [])).toEqual([]);
    }
  });

  it('exist for the bodies of every noun', () => {
    expect(documented.length).toBeGreaterThan(25);
  });
});
