import { describe, expect, it } from 'vitest';
import { build } from '../build.js';

describe('/openapi.json', () => {
  it('says that a batch is JSON or CSV, and what else it answers', async () => {
    const { paths } = (await (await build()).inject('/openapi.json')).json();
    const { responses } = paths['/batch'].get;
    expect(Object.keys(responses['200'].content)).toEqual(['application/json', 'text/csv']);
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(['406', '422', '507']));
  });
});

describe('unknown routes', () => {
  it.each(['/', '/batches', '/batch/1', '/data/titanic.csv', '/..%2f..%2fetc/passwd'])('%s is a 404', async (url) => {
    const response = await (await build()).inject(url);
    expect(response.statusCode).toBe(404);
    expect(response.json()).toMatchObject({ code: 'not_found' });
  });
});
