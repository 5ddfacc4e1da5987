import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { multipartFile } from '../../src/clients/multipart.js';

it('keeps the name of a file within its header, whatever is in it', async () => {
  const { body } = multipartFile({ name: 'a"b\r\nContent-Type: c', mediaType: 'text/csv', chunks: ['1\n'] });
  expect((await text(body)).split('\r\n').slice(1, 4)).toEqual([
    'Content-Disposition: form-data; name="file"; filename="a_b__Content-Type: c"',
    'Content-Type: text/csv',
    '',
  ]);
});
