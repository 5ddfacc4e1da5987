import { type Dataset, Description, example, Name } from '@ml-microservices/shared/contracts';
import { TableScanner } from '@ml-microservices/shared/csv';
import { PlainCsv, Utf8Text } from '@ml-microservices/shared/spreadsheet';
import { compileStrict, fieldProblem } from '@ml-microservices/shared/validation';
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { FilePart, readUpload } from '../routes/multipart.js';
import type { Commit } from '../routes/once.js';
import type { Services } from '../routes/services.js';
import { storeDataset } from './store-dataset.js';

const Fields = Type.Object(
  {
    name: Type.Optional(Name),
    description: Type.Optional(Description),
    target: Type.Optional(Type.String({ minLength: 1 })),
  },
  { additionalProperties: false },
);
const isValid = compileStrict(Fields);

/** The form as the documents describe it. */
export const UploadForm = Type.Object(
  { file: FilePart, ...Fields.properties },
  example({ file: 'Sex,Survived\nfemale,1\nmale,0\n', name: 'two passengers', target: 'Survived' }),
);

/**
 * Stores an uploaded CSV file, in UTF-8 and by RFC 4180 whatever program wrote it; it is read, checked and described
 * while it streams to the disk.
 */
export async function storeUpload(request: FastifyRequest, services: Services, commit: Commit): Promise<Dataset> {
  const text = new Utf8Text();
  const csv = new PlainCsv();
  const scanner = new TableScanner();
  const { file, fields } = await readUpload(request, {
    fields: Object.keys(Fields.properties),
    stage: (bytes) => services.content.stage(scanner.through(csv.through(text.through(bytes)))),
    maxBytes: services.config.files.max_bytes,
  });
  try {
    const given: unknown = Object.fromEntries(fields);
    if (!isValid(given)) throw fieldProblem(isValid);
    const name = given.name ?? (file.filename.replace(/\.csv$/i, '') || 'dataset');
    const source = { kind: 'upload' as const, name: file.filename };
    const preprocessing = [...text.steps(), ...csv.steps()];
    return await storeDataset(
      { ...given, name, source, preprocessing },
      { blob: file.blob, table: scanner.result() },
      services,
      commit,
    );
  } finally {
    await file.blob.discard();
  }
}
