import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';

export interface FileUpload {
  readonly name: string;
  readonly mediaType: string;
  readonly chunks: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>;
}

/** Its cause is what the chunks of an upload threw: nothing that the service or the connection did. */
export class UploadFault extends Error {
  override readonly name = 'UploadFault';
}

/**
 * A multipart/form-data body with one part `file`, written as it is sent: its bytes are never held together. The text
 * fields behind it are asked for when all of it is sent.
 */
export function multipartFile(
  { name, mediaType, chunks }: FileUpload,
  fields: () => Readonly<Record<string, string>> = () => ({}),
) {
  const boundary = `file-${randomUUID()}`;
  const filename = name.replace(/["\r\n]/g, '_');
  async function* parts(): AsyncGenerator<Uint8Array | string> {
    yield Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${filename}"\r\n` +
        `Content-Type: ${mediaType}\r\n\r\n`,
    );
    yield* uploaded(chunks);
    for (const [field, text] of Object.entries(fields())) {
      yield Buffer.from(`\r\n--${boundary}\r\nContent-Disposition: form-data; name="${field}"\r\n\r\n${text}`);
    }
    yield Buffer.from(`\r\n--${boundary}--\r\n`);
  }
  return {
    body: Readable.from(parts(), { objectMode: false }),
    contentType: `multipart/form-data; boundary=${boundary}`,
  };
}

async function* uploaded(chunks: FileUpload['chunks']): AsyncGenerator<Uint8Array | string> {
  try {
    yield* chunks;
  } catch (cause) {
    throw new UploadFault('the bytes to send could not be made', { cause });
  }
}
