import type { CollectResult, Dataset, DatasetPreview, Page, SourceInfo } from '@ml-microservices/shared/contracts';
import type { App } from '@ml-microservices/shared/service';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Services, startServices } from '../../../e2e/services.js';
import { openDoor, post, problemOf } from '../door.js';

const PATH = '/scenarios/collect-and-store';

let services: Services;
let app: App;

beforeAll(async () => {
  services = await startServices({}, ['storage', 'collector']);
  app = await openDoor(services.urls);
});
afterAll(async () => {
  await app?.close();
  await services?.close();
});
beforeEach(() => reset());

const reset = () => app.inject({ method: 'POST', url: '/api/collector/reset' });
const collect = (body: unknown, headers?: Record<string, string>) => post(app, PATH, body, headers);
const result = async (body: unknown) => (await collect(body)).json<CollectResult>();
const cursor = async () => (await app.inject('/api/collector/info')).json<SourceInfo>().cursor;
const nDatasets = async () => (await app.inject('/api/storage/datasets?limit=1')).json<Page<Dataset>>().total;

describe('a batch', () => {
  it('is stored with types, roles and categories of the data dictionary, where it came from and what was done', async () => {
    const response = await collect({ batch_size: 100 });
    expect(response.statusCode).toBe(201);
    const { dataset_id, dataset, rows, preprocessing } = response.json<CollectResult>();
    expect(rows).toBe(100);
    expect(dataset).toMatchObject({
      id: dataset_id,
      name: expect.stringMatching(/^titanic_\d{8}_\d{6}$/),
      rows: 100,
      target: 'Survived',
      source: {
        kind: 'collector',
        name: 'titanic',
        sha256: '4a437fde05fe5264e1701a7387ac6fb75393772ba38bb2c9c566405af5af4bd7',
        offset: 0,
        size: 100,
      },
      preprocessing,
    });
    expect(preprocessing.map(({ step, count }) => [step, count])).toEqual([
      ['trim_text', 1],
      ['mark_missing', 103],
      ['type_columns', 12],
      ['drop_duplicates', 0],
    ]);
    expect(dataset.columns.map(({ name, type, role }) => `${name} ${type} ${role}`)).toEqual([
      'PassengerId numeric identifier',
      'Survived numeric target',
      'Pclass numeric feature',
      'Name categorical text',
      'Sex categorical feature',
      'Age numeric feature',
      'SibSp numeric feature',
      'Parch numeric feature',
      'Ticket categorical text',
      'Fare numeric feature',
      'Cabin categorical text',
      'Embarked categorical feature',
    ]);
    expect(dataset.columns[4].categories).toEqual(['female', 'male']);
    expect(dataset.columns[11].categories).toEqual(['S', 'C', 'Q']);
    const stored = (await app.inject(`/api/storage/datasets/${dataset_id}`)).json<Dataset>();
    expect(stored).toEqual(dataset);
  });

  it('is stored cell by cell', async () => {
    const { dataset_id } = await result({ batch_size: 1, offset: 5 });
    const preview = (await app.inject(`/api/storage/datasets/${dataset_id}/preview`)).json<DatasetPreview>();
    expect(preview.rows).toEqual([
      {
        PassengerId: 6,
        Survived: 0,
        Pclass: 3,
        Name: 'Moran, Mr. James',
        Sex: 'male',
        Age: null,
        SibSp: 0,
        Parch: 0,
        Ticket: '330877',
        Fare: 8.4583,
        Cabin: null,
        Embarked: 'Q',
      },
    ]);
  });

  it('begins where the last one ended, and an offset leaves that place alone', async () => {
    await collect({ batch_size: 30 });
    expect((await result({ batch_size: 5, offset: 500, name: 'aside' })).dataset).toMatchObject({
      name: 'aside',
      source: { offset: 500, size: 5 },
    });
    expect((await result({ batch_size: 30 })).dataset.source).toMatchObject({ offset: 30, size: 30 });
    expect(await cursor()).toBe(60);
  });

  it('is short at the end of the source, and past it there is none', async () => {
    expect((await result({ batch_size: 10_000 })).rows).toBe(891);
    const before = await nDatasets();
    const atEnd = await collect({ batch_size: 10 });
    expect(atEnd.json()).toMatchObject({ reason: 'source_at_end', values: { rows: 891, source: 'titanic' } });
    expect(problemOf(atEnd)).toEqual({
      status: 409,
      code: 'conflict',
      detail:
        'All 891 rows of titanic were given. Start over with POST /api/collector/reset, or give an offset from 0 to 890.',
      paths: [],
    });
    const message = 'must be from 0 to 890, got 891';
    expect((await collect({ batch_size: 10, offset: 891 })).json()).toMatchObject({
      status: 422,
      detail: `/offset: ${message}`,
      errors: [{ path: '/offset', message, reason: 'offset_range', values: { limit: 890, value: 891 } }],
    });
    expect(await nDatasets()).toBe(before);
  });

  it('is given to one only, however many ask at once', async () => {
    const results = await Promise.all(Array.from({ length: 10 }, () => result({ batch_size: 20 })));
    const offsets = results.map(({ dataset }) => dataset.source.offset).toSorted((a, b) => a! - b!);
    expect(offsets).toEqual([0, 20, 40, 60, 80, 100, 120, 140, 160, 180]);
  });
});

describe('a request that is wrong', () => {
  it.each([
    [{}, ['/batch_size']],
    [{ batch_size: 0 }, ['/batch_size']],
    [{ batch_size: 10_001 }, ['/batch_size']],
    [{ batch_size: 1.5 }, ['/batch_size']],
    [{ batch_size: '100' }, ['/batch_size']],
    [{ batch_size: null }, ['/batch_size']],
    [{ batch_size: 1, offset: -1 }, ['/offset']],
    [{ batch_size: 1, offset: 1e300 }, ['/offset']],
    [{ batch_size: 1, name: '' }, ['/name']],
    [{ batch_size: 1, name: 'x'.repeat(301) }, ['/name']],
    [{ batch_size: 0, offset: -1, nam: 1 }, ['/nam', '/batch_size', '/offset']],
    [[], ['/']],
  ])('%j is refused by the field', async (body, paths) => {
    expect(problemOf(await collect(body))).toMatchObject({ status: 422, code: 'invalid_input', paths });
  });

  it.each([
    ['{"batch_size":', 400, 'malformed_request', 'application/json'],
    ['', 422, 'invalid_input', 'application/json'],
    ['batch_size=1', 415, 'unsupported_media_type', 'application/x-www-form-urlencoded'],
    ['{"batch_size":1}', 415, 'unsupported_media_type', 'text/plain'],
  ])('%s is %s', async (body, status, code, type) => {
    expect(problemOf(await collect(body, { 'content-type': type }))).toMatchObject({ status, code });
  });

  it('of another method is told the right one', async () => {
    const response = await app.inject(PATH);
    expect([response.statusCode, response.headers.allow]).toEqual([405, 'POST']);
  });

  it('moves nothing', async () => {
    await collect({ batch_size: 0 });
    expect(await cursor()).toBe(0);
  });
});
