import type { FileUpload } from '@ml-microservices/shared/clients';
import type { InlineFile, Model } from '@ml-microservices/shared/contracts';

const MEDIA_TYPE = 'text/csv';
const MAX_NAME_CHARS = 200;

const nameOf = ({ name }: Model) => `predictions_${name.slice(0, MAX_NAME_CHARS)}.csv`;

/** The file of a result whose CSV comes in `chunks`. */
export const fileOf = (model: Model, chunks: AsyncIterable<Uint8Array>): FileUpload => ({
  name: nameOf(model),
  mediaType: MEDIA_TYPE,
  chunks,
});

export const inlineFile = (model: Model, chunks: readonly Uint8Array[]): InlineFile => ({
  name: nameOf(model),
  media_type: MEDIA_TYPE,
  content: Buffer.concat(chunks).toString(),
});
