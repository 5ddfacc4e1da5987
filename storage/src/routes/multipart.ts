import type { Multipart, MultipartFile } from '@fastify/multipart';
import { example, invalidField, Problem } from '@ml-microservices/shared/contracts';
import { codingProblem, refuseForm } from '@ml-microservices/shared/service';
import { cut } from '@ml-microservices/shared/text';
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import type { StagedBlob } from '../blobs/blob-store.js';
import type { FileNew } from '../db/repositories.js';
import type { Services } from './services.js';

/** The part `file` of a form, as the documents describe it. */
export const FilePart = Type.String({ contentMediaType: 'application/octet-stream', description: 'The bytes.' });
/** A form with nothing but a file. */
export const FileForm = Type.Object({ file: FilePart }, example({ file: 'Sex,Survived\nfemale,1\n' }));

export interface UploadedFile {
  readonly filename: string;
  readonly mediaType: string;
  readonly blob: StagedBlob;
}

interface Upload {
  readonly file: UploadedFile;
  readonly fields: ReadonlyMap<string, string>;
}

interface UploadOptions {
  /** Names of the text fields that may come beside `file`. */
  readonly fields: readonly string[];
  /** Writes the file's bytes; may throw a problem about them. */
  readonly stage: (bytes: AsyncIterable<Uint8Array>) => Promise<StagedBlob>;
  readonly maxBytes: number;
  /** Of any one of the text fields, where they may be longer than most. */
  readonly maxFieldBytes?: number;
}

const MAX_NAME_LENGTH = 300;

/** Reads a multipart body with one part `file`. On any fault nothing stays staged. */
export async function readUpload(request: FastifyRequest, options: UploadOptions): Promise<Upload> {
  if (!request.isMultipart()) {
    throw new Problem(
      'unsupported_media_type',
      `multipart/form-data is expected, got ${request.headers['content-type'] ?? 'none'}.`,
    );
  }
  const coding = codingProblem(request.headers);
  if (coding) throw coding;
  const fields = new Map<string, string>();
  let file: UploadedFile | undefined;
  try {
    const limits = options.maxFieldBytes === undefined ? {} : { fieldSize: options.maxFieldBytes };
    for await (const part of request.parts({ limits })) {
      if (part.type === 'file') file = await readFile(part, options, file);
      else fields.set(...readField(part, options.fields, fields));
    }
    if (!file) throw invalidField('/file', 'is required: a part "file" with a file name');
    return { file, fields };
  } catch (error) {
    await file?.blob.discard();
    refuseForm(request, error);
  }
}

/** Keeps the bytes of a form with nothing but a file; `write` makes its row. */
export async function keepFile<T>(
  request: FastifyRequest,
  { content, config }: Services,
  write: (row: FileNew) => T,
): Promise<T> {
  const stage = (bytes: AsyncIterable<Uint8Array>) => content.stage(bytes);
  const { file } = await readUpload(request, { fields: [], stage, maxBytes: config.files.max_bytes });
  const { sha256, bytes } = file.blob;
  return content.keep(file.blob, () => write({ name: file.filename, media_type: file.mediaType, bytes, sha256 }));
}

async function readFile(
  part: MultipartFile,
  { stage, maxBytes }: UploadOptions,
  earlier?: UploadedFile,
): Promise<UploadedFile> {
  try {
    if (part.fieldname !== 'file')
      throw invalidField(`/${part.fieldname}`, 'is not a known field; the file goes into "file"');
    if (earlier) throw invalidField('/file', 'must be sent once');
    const blob = await stage(part.file);
    if (part.file.truncated) {
      await blob.discard();
      const said = { reason: 'file_too_large', values: { limit: maxBytes } };
      throw new Problem('payload_too_large', `The file is larger than ${maxBytes} bytes.`, said);
    }
    const filename = part.filename?.replaceAll('\0', '').normalize('NFC') || 'file';
    return { filename: cut(filename, MAX_NAME_LENGTH), mediaType: part.mimetype, blob };
  } finally {
    part.file.resume();
  }
}

function readField(
  part: Exclude<Multipart, MultipartFile>,
  known: readonly string[],
  earlier: Upload['fields'],
): [string, string] {
  if (!known.includes(part.fieldname)) {
    throw invalidField(`/${part.fieldname}`, `is not a known field; ${['file', ...known].join(', ')} are`);
  }
  if (earlier.has(part.fieldname)) throw invalidField(`/${part.fieldname}`, 'must be sent once');
  if (part.valueTruncated) throw new Problem('payload_too_large', `The field ${part.fieldname} is too long.`);
  return [part.fieldname, String(part.value)];
}
