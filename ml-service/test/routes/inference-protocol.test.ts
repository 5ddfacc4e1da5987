import { randomUUID } from 'node:crypto';
import type { PredictionResult, Run, V2Model, V2Response } from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, startBench } from '../support/services.js';

const FLOWERS = `width,colour,kind\n${Array.from({ length: 40 }, (_, i) =>
  i % 2 ? `${7 + i / 10},blue,aster 7` : `${1 + i / 100},red,rose lily`,
).join('\n')}\n`;

let bench: Bench;
let titanic: number;

beforeAll(async () => {
  bench = await startBench();
  titanic = await train(await bench.upload(), 'titanic');
  await train(await bench.upload(FLOWERS), 'flowers / 2', 'kind');
});
afterAll(() => bench.close());

async function train(dataset_id: number, name: string, target?: string): Promise<number> {
  const { body } = await bench.app.inject({
    method: 'POST',
    url: '/train',
    headers: { prefer: 'wait=60' },
    payload: { dataset_id, model_type: 'LogisticRegression', target, name },
  });
  return (JSON.parse(body) as Run).model_id ?? 0;
}

const get = (path: string) => bench.app.inject({ url: `/v2${path}` });
const infer = (payload: object, path = '/models/titanic/infer') =>
  bench.app.inject({ method: 'POST', url: `/v2${path}`, payload });
const answer = async (payload: object, path?: string) => (await infer(payload, path)).json<V2Response>();

const tensor = (name: string, datatype: string, data: unknown[], shape = [data.length]) => ({
  name,
  shape,
  datatype,
  data,
});
/** Two passengers, a tensor a feature. */
const PASSENGERS = [
  tensor('Pclass', 'INT64', [1, 3]),
  tensor('Sex', 'BYTES', ['female', 'male']),
  tensor('Age', 'FP64', [38, 20.5]),
  tensor('SibSp', 'UINT8', [1, 0]),
  tensor('Parch', 'INT32', [0, 0]),
  tensor('Fare', 'FP32', [71.28, 8]),
  tensor('Embarked', 'BYTES', ['C', 'S']),
];
const ROWS = [
  { Pclass: 1, Sex: 'female', Age: 38, SibSp: 1, Parch: 0, Fare: 71.28, Embarked: 'C' },
  { Pclass: 3, Sex: 'male', Age: 20.5, SibSp: 0, Parch: 0, Fare: 8, Embarked: 'S' },
];
const withInput = (name: string, changes: object) =>
  PASSENGERS.map((input) => (input.name === name ? { ...input, ...changes } : input));

async function predicted(rows: object[]) {
  const { body } = await bench.app.inject({ method: 'POST', url: `/models/${titanic}/predict`, payload: { rows } });
  return (JSON.parse(body) as PredictionResult).predictions;
}

describe('a server of the Open Inference Protocol', () => {
  it('says what it is and that it is ready, with a slash at the end or without', async () => {
    for (const slash of ['', '/']) {
      expect((await get(slash)).json()).toEqual({
        name: 'ml-microservices',
        version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
        extensions: ['missing_values'],
      });
      expect((await get(`/health/live${slash}`)).json()).toEqual({ live: true });
      expect((await get(`/health/ready${slash}`)).json()).toEqual({ live: true, ready: true });
    }
  });

  it('lives, and is not ready, where it cannot read models', async () => {
    await bench.services.stop('storage');
    expect((await get('/health/live')).statusCode).toBe(200);
    const ready = await get('/health/ready');
    expect([ready.statusCode, ready.json()]).toEqual([503, { live: true, ready: false }]);
    const model = await get('/models/titanic');
    expect([model.statusCode, model.json()]).toEqual([503, { error: 'storage is not reachable.' }]);
    await bench.services.start('storage');
  });
});

describe('a model of the Open Inference Protocol', () => {
  it('is told by its name, as what it takes and gives, with its version or without', async () => {
    const described = {
      name: 'titanic',
      versions: ['1'],
      platform: 'ml-microservices_safetensors',
      inputs: [
        ['Pclass', 'FP64'],
        ['Sex', 'BYTES'],
        ['Age', 'FP64'],
        ['SibSp', 'FP64'],
        ['Parch', 'FP64'],
        ['Fare', 'FP64'],
        ['Embarked', 'BYTES'],
      ].map(([name, datatype]) => ({ name, datatype, shape: [-1] })),
      outputs: [
        ['prediction', 'INT64'],
        ['probability', 'FP64'],
        ['probability_0', 'FP64'],
        ['probability_1', 'FP64'],
      ].map(([name, datatype]) => ({ name, datatype, shape: [-1] })),
    };
    for (const path of ['', '/', '/versions/1', '/versions/1/']) {
      expect((await get(`/models/titanic${path}`)).json()).toEqual(described);
    }
    expect((await get('/models/titanic/ready')).json()).toEqual({ name: 'titanic', ready: true });
    expect((await get('/models/titanic/versions/1/ready')).json()).toEqual({ name: 'titanic', ready: true });
  });

  it('gives tensors as its metadata describes them, also of words', async () => {
    const path = `/models/${encodeURIComponent('flowers / 2')}`;
    const { inputs, outputs } = (await get(path)).json<V2Model>();
    const given = inputs.map(({ name, datatype }) => tensor(name, datatype, datatype === 'BYTES' ? ['red'] : [1.5]));
    const response = await answer({ inputs: given }, `${path}/infer`);
    expect(response).toMatchObject({ model_name: 'flowers / 2', model_version: '1' });
    expect(response.outputs.map(({ name, datatype }) => ({ name, datatype, shape: [-1] }))).toEqual(outputs);
    expect(response.outputs.map(({ shape, data }) => [shape, data.length])).toEqual(outputs.map(() => [[1], 1]));
    expect(response.outputs[0]).toEqual(tensor('prediction', 'BYTES', ['rose lily']));
  });
});

describe('an inference of the Open Inference Protocol', () => {
  it('predicts what the same rows are predicted elsewhere, in whatever order tensors come', async () => {
    const predictions = await predicted(ROWS);
    const expected = [
      tensor('prediction', 'INT64', [1, 0]),
      tensor(
        'probability',
        'FP64',
        predictions.map(({ probability }) => probability),
      ),
      tensor(
        'probability_0',
        'FP64',
        predictions.map(({ probabilities }) => probabilities['0']),
      ),
      tensor(
        'probability_1',
        'FP64',
        predictions.map(({ probabilities }) => probabilities['1']),
      ),
    ];
    expect(await answer({ inputs: PASSENGERS })).toEqual({
      model_name: 'titanic',
      model_version: '1',
      outputs: expected,
    });
    expect((await answer({ inputs: PASSENGERS.toReversed() })).outputs).toEqual(expected);
    expect((await answer({ inputs: PASSENGERS }, '/models/titanic/versions/1/infer/')).outputs).toEqual(expected);
    const columns = PASSENGERS.map((it) => ({ ...it, shape: [2, 1] }));
    expect((await answer({ inputs: columns })).outputs).toEqual(expected);
    const nested = columns.map((it) => ({ ...it, data: it.data.map((element) => [element]) }));
    expect((await answer({ inputs: nested })).outputs).toEqual(expected);
  });

  it('gives the outputs that are asked for, in their order, and echoes the id', async () => {
    for (const id of ['', 'ид-42 ☂']) {
      const outputs = [{ name: 'probability_1' }, { name: 'prediction', parameters: { binary_data: false } }];
      const response = await answer({ id, parameters: { priority: 1 }, inputs: PASSENGERS, outputs });
      expect(response.id).toBe(id);
      expect(response.outputs.map(({ name }) => name)).toEqual(['probability_1', 'prediction']);
    }
    expect((await answer({ inputs: PASSENGERS, outputs: [] })).outputs).toHaveLength(4);
  });

  it('takes codes for categories and truth for a number', async () => {
    const codes = withInput('Sex', { datatype: 'INT8', data: [0, 1] });
    const truths = codes.map((it) => (it.name === 'Parch' ? { ...it, datatype: 'BOOL', data: [true, false] } : it));
    const predictions = await predicted([{ ...ROWS[0], Parch: 1 }, ROWS[1]]);
    const [, probability] = (await answer({ inputs: truths })).outputs;
    expect(probability.data).toEqual(predictions.map((it) => it.probability));
  });

  it('takes null for what is missing, and says what it was taken for', async () => {
    const inputs = withInput('Age', { data: [null, 20.5] }).map((it) =>
      it.name === 'Embarked' ? { ...it, data: ['C', 'Bristol'] } : it,
    );
    const { parameters, outputs } = await answer({ inputs });
    expect(parameters).toEqual({
      warnings:
        'Age: 1 missing value was imputed with the median, 28; ' +
        'Embarked: 1 value was of no category known from training, taken for the most frequent, "S"',
    });
    const predictions = await predicted([{ ...ROWS[0], Age: null }, ROWS[1]]);
    expect(outputs[1].data).toEqual(predictions.map(({ probability }) => probability));
  });

  it('answers no rows with none', async () => {
    const { outputs } = await answer({ inputs: PASSENGERS.map((it) => ({ ...it, shape: [0], data: [] })) });
    expect(outputs.map(({ shape, data }) => [shape, data])).toEqual(Array(4).fill([[0], []]));
  });

  it('answers ids each to its own, however many come at once', async () => {
    const ids = Array.from({ length: 40 }, () => randomUUID());
    const answers = await Promise.all(ids.map((id) => answer({ id, inputs: PASSENGERS })));
    expect(answers.map(({ id }) => id)).toEqual(ids);
  });

  const NAMES = 'Pclass, Sex, Age, SibSp, Parch, Fare, Embarked';
  it.each([
    ['no inputs', {}, /inputs/],
    ['no tensor', { inputs: [] }, /inputs/],
    ['a feature that lacks', { inputs: PASSENGERS.slice(2) }, '/inputs: must have Pclass, Sex too'],
    [
      'a tensor of no feature',
      { inputs: [...PASSENGERS, tensor('Cabin', 'BYTES', ['B', 'C'])] },
      `/inputs/7/name: must be one of ${NAMES}, got "Cabin"`,
    ],
    [
      'a tensor twice',
      { inputs: [...PASSENGERS, PASSENGERS[1]] },
      '/inputs/7/name: must be given once, got "Sex" again',
    ],
    ['an unknown datatype', { inputs: withInput('Age', { datatype: 'FP128' }) }, /inputs\/2\/datatype/],
    [
      'text for a number',
      { inputs: withInput('Age', { datatype: 'BYTES', data: ['38', '20'] }) },
      '/inputs/2/datatype: must be a datatype of numbers, or BOOL, got BYTES',
    ],
    [
      'fractions for codes',
      { inputs: withInput('Sex', { datatype: 'FP64', data: [0, 1] }) },
      '/inputs/1/datatype: must be BYTES, or a datatype of integers for codes, got FP64',
    ],
    ['a negative dimension', { inputs: withInput('Age', { shape: [-1] }) }, /inputs\/2\/shape\/0/],
    [
      'a shape of two columns',
      { inputs: withInput('Age', { shape: [1, 2] }) },
      '/inputs/2/shape: must be [rows] or [rows, 1], got [1, 2]',
    ],
    [
      'no dimension',
      { inputs: withInput('Age', { shape: [] }) },
      '/inputs/2/shape: must be [rows] or [rows, 1], got []',
    ],
    [
      'fewer elements than the shape says',
      { inputs: withInput('Age', { data: [38] }) },
      '/inputs/2/data: must have 2 elements, as the shape says, got 1',
    ],
    [
      'fewer rows than the others',
      { inputs: withInput('Age', { shape: [1], data: [38] }) },
      '/inputs/2/shape: must have the rows of the first input, 2, got 1',
    ],
    [
      'text among numbers',
      { inputs: withInput('Age', { data: [38, 'x'] }) },
      '/inputs/2/data/1: must be a finite number, or null where it is missing, got "x"',
    ],
    [
      'a number among words',
      { inputs: withInput('Sex', { data: [1, 'male'] }) },
      '/inputs/1/data/0: must be text, or null where it is missing, got 1',
    ],
    [
      'an integer beyond its datatype',
      { inputs: withInput('SibSp', { data: [1, 256] }) },
      '/inputs/3/data/1: must be an integer from 0 to 255, or null where it is missing, got 256',
    ],
    [
      'a fraction among integers',
      { inputs: withInput('Pclass', { data: [1.5, 2] }) },
      /^\/inputs\/0\/data\/0: must be an integer from -9007199254740991 to 9007199254740991, .* got 1\.5$/,
    ],
    [
      'elements nested where the shape is flat',
      { inputs: withInput('Age', { data: [[38], [20.5]] }) },
      '/inputs/2/data/0: must be a finite number, or null where it is missing, got [38]',
    ],
    [
      'an output that there is not',
      { inputs: PASSENGERS, outputs: [{ name: 'label' }] },
      '/outputs/0/name: must be one of prediction, probability, probability_0, probability_1, got "label"',
    ],
    ['a field of no meaning', { inputs: PASSENGERS, rows: [] }, /rows/],
  ])('refuses %s in a sentence', async (_what, payload, error) => {
    const response = await infer(payload);
    expect(response.statusCode).toBe(422);
    expect(response.headers['content-type']).toMatch(/^application\/json/);
    expect(response.json()).toEqual({
      error: typeof error === 'string' ? error : expect.stringMatching(error),
    });
  });

  it('refuses an integer that JSON has rounded', async () => {
    const body = JSON.stringify({ inputs: withInput('Pclass', { data: ['#', 3] }) });
    const response = await bench.app.inject({
      method: 'POST',
      url: '/v2/models/titanic/infer',
      headers: { 'content-type': 'application/json' },
      payload: body.replace('"#"', '9007199254740993'),
    });
    expect(response.statusCode).toBe(422);
    expect(response.json<{ error: string }>().error).toMatch(/^\/inputs\/0\/data\/0: .* got 9007199254740992$/);
  });

  it('refuses more rows than are answered at once', async () => {
    const response = await infer({
      inputs: PASSENGERS.map((it) => ({ ...it, shape: [10_001], data: Array(10_001).fill(it.data[0]) })),
    });
    expect([response.statusCode, response.json()]).toEqual([
      413,
      { error: 'At most 10000 rows are answered at once, got 10001.' },
    ]);
  });

  it.each([
    ['broken JSON', 'POST', '/models/titanic/infer', 400],
    ['binary tensors', 'POST', '/models/titanic/infer', 415],
    ['an unknown model', 'GET', '/models/Titanic', 404],
    ['an unknown version', 'GET', '/models/titanic/versions/2', 404],
    ['an unknown version that is asked to predict', 'POST', '/models/titanic/versions/2/infer', 404],
    ['a path of nothing', 'GET', '/models/titanic/stats', 404],
    ['a method that it is not for', 'GET', '/models/titanic/infer', 405],
  ] as const)('tells %s in a sentence and by its status', async (what, method, path, status) => {
    const isBinary = what === 'binary tensors';
    const response = await bench.app.inject({
      method,
      url: `/v2${path}`,
      ...(method === 'POST' && {
        headers: { 'content-type': isBinary ? 'application/octet-stream' : 'application/json' },
        payload: what === 'broken JSON' ? '{' : JSON.stringify({ inputs: PASSENGERS }),
      }),
    });
    expect([response.statusCode, Object.keys(response.json<object>())]).toEqual([status, ['error']]);
    expect(response.json<{ error: string }>().error).toMatch(/\.$/);
  });
});
