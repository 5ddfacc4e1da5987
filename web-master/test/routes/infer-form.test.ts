import type { PredictionResult } from '@ml-microservices/shared/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDoor, post, problemOf } from '../door.js';
import { startTrained, type Trained } from '../trained.js';

const INFER = '/scenarios/infer-model';
const TRAIN = '/scenarios/train-model';
const PASSENGERS = 'Pclass,Sex,Age,SibSp,Parch,Fare,Embarked\n1,female,38,1,0,71.28,C\n3,male,22,1,0,7.25,S\n';

let trained: Trained;
beforeAll(async () => {
  trained = await startTrained();
});
afterAll(() => trained?.close());

describe('a form', () => {
  const send = async (fill: (form: FormData) => void) => {
    const form = new FormData();
    fill(form);
    const response = await fetch(trained.url + INFER, { method: 'POST', body: form });
    return (await response.json()) as { status: number; errors?: { path: string }[]; detail: string };
  };
  const file = (bytes: string | Uint8Array<ArrayBuffer>) => new Blob([bytes], { type: 'text/csv' });

  it.each<[string, (form: FormData) => void, number, string[]]>([
    ['no file', (form) => form.append('model_id', '1'), 422, ['/file']],
    ['no model', (form) => form.append('file', file(PASSENGERS), 'p.csv'), 422, ['/model_id']],
    [
      'a model that is no number',
      (form) => {
        form.append('model_id', 'one');
        form.append('file', file(PASSENGERS), 'p.csv');
      },
      422,
      ['/model_id'],
    ],
    [
      'two models',
      (form) => {
        form.append('model_id', '1');
        form.append('model_id', '2');
        form.append('file', file(PASSENGERS), 'p.csv');
      },
      422,
      ['/model_id'],
    ],
    [
      'two files',
      (form) => {
        form.append('model_id', '1');
        form.append('file', file(PASSENGERS), 'p.csv');
        form.append('file', file(PASSENGERS), 'q.csv');
      },
      422,
      ['/file'],
    ],
    ['another field', (form) => form.append('model', '1'), 422, ['/model']],
    ['a file of another name', (form) => form.append('csv', file(PASSENGERS), 'p.csv'), 422, ['/csv']],
    [
      'bytes that are no text',
      (form) => {
        form.append('model_id', '1');
        form.append('file', file(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x00])), 'p.csv');
      },
      422,
      ['/file'],
    ],
  ])('with %s is refused', async (_what, fill, status, paths) => {
    const problem = await send(fill);
    expect([problem.status, (problem.errors ?? []).map(({ path }) => path)]).toEqual([status, paths]);
  });

  it('that is compressed is refused', async () => {
    const headers = { 'content-type': 'multipart/form-data; boundary=b', 'content-encoding': 'gzip' };
    const response = await fetch(trained.url + INFER, { method: 'POST', headers, body: '--b--\r\n' });
    expect(response.status).toBe(415);
  });

  it('that is cut off is refused', async () => {
    const headers = { 'content-type': 'multipart/form-data; boundary=b' };
    const part = '--b\r\nContent-Disposition: form-data; name="file"; filename="p.csv"\r\n\r\na,b\n1';
    const response = await fetch(trained.url + INFER, { method: 'POST', headers, body: part });
    expect(response.status).toBe(400);
  });

  it('with a file over the limit is told the limit and the way around it', async () => {
    const small = await openDoor(trained.services.urls, { INFERENCE__MAX_BYTES: '1000' });
    const address = await small.listen({ port: 0, host: '127.0.0.1' });
    const form = new FormData();
    form.append('model_id', String(trained.modelId));
    form.append('file', file(PASSENGERS.repeat(100)), 'p.csv');
    const response = await fetch(address + INFER, { method: 'POST', body: form });
    const json = await post(small, INFER, { model_id: trained.modelId, data: PASSENGERS.repeat(100) });
    await small.close();
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({
      detail: expect.stringMatching(/larger than 1000 bytes.*\/api\/storage\/upload\/dataset/),
      reason: 'infer_file_too_large',
      values: { limit: 1000 },
    });
    expect(problemOf(json)).toMatchObject({ status: 413, detail: expect.stringContaining('1000 bytes') });
  });

  it('may hold text in another encoding', async () => {
    const form = new FormData();
    form.append('model_id', String(trained.modelId));
    form.append('file', file(Buffer.from(`\ufeff${PASSENGERS.replaceAll(',', '\t')}`, 'utf16le')), 'p.txt');
    const response = await fetch(trained.url + INFER, { method: 'POST', body: form, headers: { prefer: 'wait=60' } });
    const { result } = (await response.json()) as { result: PredictionResult };
    expect([result.rows, result.preprocessing?.map(({ step }) => step)]).toEqual([2, ['read_delimiter']]);
  });

  it('goes to no other scenario', async () => {
    const form = new FormData();
    form.append('file', file(PASSENGERS), 'p.csv');
    expect((await fetch(trained.url + TRAIN, { method: 'POST', body: form })).status).toBe(415);
  });
});
