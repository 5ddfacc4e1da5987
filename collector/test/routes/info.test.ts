import type { SourceInfo } from '@ml-microservices/shared/contracts';
import { describe, expect, it } from 'vitest';
import { build, ownSource } from '../build.js';

describe('GET /info', () => {
  it('tells the source, its figures and what its columns mean', async () => {
    const app = await build();
    await app.inject('/batch?size=40');
    const info = (await app.inject('/info')).json<SourceInfo>();
    expect(info).toMatchObject({
      name: 'titanic',
      origin: 'data/titanic.csv',
      sha256: '4a437fde05fe5264e1701a7387ac6fb75393772ba38bb2c9c566405af5af4bd7',
      total: 891,
      cursor: 40,
      target: 'Survived',
    });
    const column = (name: string) => info.columns.find((it) => it.name === name);
    // Figures of the 891 passengers: 177 have no age, 687 no cabin, 2 no port; 577 are male.
    expect(column('Age')).toMatchObject({ type: 'numeric', missing: 177, distinct: 88, min: 0.42, max: 80 });
    expect(column('Age')?.mean).toBeCloseTo(29.699117647, 8);
    expect(column('Cabin')).toMatchObject({ type: 'categorical', missing: 687, distinct: 147 });
    expect(column('Sex')).toMatchObject({
      missing: 0,
      top: [
        { value: 'male', count: 577 },
        { value: 'female', count: 314 },
      ],
      dictionary: { type: 'categorical', role: 'feature', categories: ['female', 'male'] },
    });
    expect(column('Embarked')).toMatchObject({ missing: 2, dictionary: { categories: ['S', 'C', 'Q'] } });
  });

  it('gives the roles by which the identifier and the texts are never learned from', async () => {
    const { columns } = (await (await build()).inject('/info')).json<SourceInfo>();
    const roles = columns.map(({ name, dictionary }) => [name, dictionary?.role]);
    expect(Object.fromEntries(roles)).toEqual({
      PassengerId: 'identifier',
      Survived: 'target',
      Pclass: 'feature',
      Name: 'text',
      Sex: 'feature',
      Age: 'feature',
      SibSp: 'feature',
      Parch: 'feature',
      Ticket: 'text',
      Fare: 'feature',
      Cabin: 'text',
      Embarked: 'feature',
    });
  });

  it('describes a source without a dictionary by its values', async () => {
    const app = await build(ownSource('size,color\n1,red\n3,\n'));
    const info = (await app.inject('/info')).json<SourceInfo>();
    expect(info).toMatchObject({ name: 'own', target: null, total: 2 });
    expect(info.columns).toMatchObject([
      { name: 'size', type: 'numeric', min: 1, max: 3, mean: 2 },
      { name: 'color', type: 'categorical', missing: 1, top: [{ value: 'red', count: 1 }] },
    ]);
    expect(info.columns[0]).not.toHaveProperty('dictionary');
  });

  it('refuses a query and other methods', async () => {
    const app = await build();
    expect((await app.inject('/info?size=1')).statusCode).toBe(422);
    expect((await app.inject({ method: 'POST', url: '/info' })).headers.allow).toBe('GET');
  });
});
