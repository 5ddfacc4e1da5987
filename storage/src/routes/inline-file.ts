import type { InlineFile, StoredFile } from '@ml-microservices/shared/contracts';
import type { Services } from './services.js';

/** Keeps the bytes of a file that came within a request; `write` makes its row together with what refers to it. */
export async function keepInline<T>(
  { name, media_type, content: text, encoding }: InlineFile,
  { content, repositories }: Pick<Services, 'content' | 'repositories'>,
  write: (createFile: () => StoredFile) => T,
): Promise<T> {
  const blob = await content.stage([Buffer.from(text, encoding)]);
  const { sha256, bytes } = blob;
  return content.keep(blob, () => write(() => repositories.files.create({ name, media_type, bytes, sha256 })));
}
