import Type from 'typebox';

/** Headers that change what a request does, for the documents alone: what reads a header judges it as well. */
const HEADERS = {
  'Idempotency-Key': Type.String({
    minLength: 1,
    maxLength: 255,
    description: 'Makes a repeat safe: with the same key and body it is answered as the first request was.',
  }),
  Prefer: Type.String({
    description:
      '`wait=N`: how many seconds, up to 60, the end of the run is waited for. It is answered with 200 then.',
  }),
  'Last-Event-ID': Type.String({ description: 'Of the last event that was seen; the stream goes on behind it.' }),
  Range: Type.String({ description: 'One range of bytes, such as `bytes=0-99`.' }),
  'If-Range': Type.String({ description: 'The ETag of the bytes that the range is of; of others all are answered.' }),
  'If-None-Match': Type.String({ description: 'The ETag of the bytes that the client has.' }),
} as const;

export type RequestHeader = keyof typeof HEADERS;

export function schemaOfHeaders(names: readonly RequestHeader[]) {
  return Type.Object(Object.fromEntries(names.map((name) => [name, Type.Optional(HEADERS[name])])));
}
