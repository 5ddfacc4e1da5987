// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { RowForm } from '../../src/lib/prediction/row-form.svelte.js';
import { model } from '../wire.js';

const formOf = (query = '') => new RowForm(model, new URLSearchParams(query));

describe('RowForm', () => {
  it('starts with the typical row', () => {
    expect(formOf().row).toEqual({ Pclass: 3, Sex: 'male', Age: 28 });
  });

  it('sends an empty input as a missing value', () => {
    const form = formOf();
    form.clear();
    expect(form.row).toEqual({ Pclass: null, Sex: null, Age: null });
    form.reset();
    expect(form.row).toEqual({ Pclass: 3, Sex: 'male', Age: 28 });
  });

  it('refuses words where a number must be', () => {
    const form = formOf('v.Age=old');
    expect(form.isReady).toBe(false);
    expect(form.features.filter((feature) => form.hasFault(feature)).map(({ name }) => name)).toEqual(['Age']);
  });

  it('keeps what differs from the typical row in the URL, beside what is there', () => {
    const query = new URLSearchParams('model=1&v.Sex=female');
    const form = formOf('v.Sex=female');
    form.row.Age = 4.5;
    form.row.Sex = 'male';
    form.writeTo(query);
    expect(query.toString()).toBe('model=1&v.Age=4.5');
    expect(formOf(query.toString()).row).toEqual({ Pclass: 3, Sex: 'male', Age: 4.5 });
  });
});
