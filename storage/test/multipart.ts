export interface Part {
  readonly name: string;
  readonly content: string | Buffer;
  /** As it stands between the quotes of the header; without one the part is a field. */
  readonly filename?: string;
  readonly type?: string;
}

const BOUNDARY = 'boundary-of-the-test';

/** A multipart/form-data body, written by hand so that it can be broken. */
export function multipart(parts: readonly Part[]) {
  const bytes = parts.flatMap(({ name, content, filename, type }) => [
    Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"`),
    Buffer.from(filename === undefined ? '' : `; filename="${filename}"`),
    Buffer.from(`${type === undefined ? '' : `\r\nContent-Type: ${type}`}\r\n\r\n`),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ]);
  return {
    payload: Buffer.concat([...bytes, Buffer.from(`--${BOUNDARY}--\r\n`)]),
    contentType: `multipart/form-data; boundary=${BOUNDARY}`,
  };
}
