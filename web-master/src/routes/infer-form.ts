import type { Multipart, MultipartFile } from '@fastify/multipart';
import { invalidField, Problem } from '@ml-microservices/shared/contracts';
import { codingProblem, refuseForm } from '@ml-microservices/shared/service';
import { toUtf8 } from '@ml-microservices/shared/spreadsheet';
import type { FastifyRequest } from 'fastify';

/** What a form says, still to be checked as a JSON body is. */
interface InferForm {
  readonly model_id?: unknown;
  readonly data: string;
}

/** Reads a form of `model_id` and a CSV `file` as the JSON body that means the same. */
export async function readInferForm(request: FastifyRequest, maxBytes: number): Promise<InferForm> {
  const coding = codingProblem(request.headers);
  if (coding) throw coding;
  let modelId: unknown;
  let data: string | undefined;
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') modelId = readModelId(part, modelId);
      else if (data === undefined) data = await readText(part, maxBytes);
      else throw invalidField('/file', 'must be sent once');
    }
  } catch (error) {
    refuseForm(request, error);
  }
  if (data === undefined) throw invalidField('/file', 'is required: a part "file" with a file name');
  return { ...(modelId !== undefined && { model_id: modelId }), data };
}

/** A number where the text is one; other text is left for the check of the body to refuse. */
function readModelId({ fieldname, value }: Exclude<Multipart, MultipartFile>, earlier: unknown): unknown {
  if (fieldname !== 'model_id') throw invalidField(`/${fieldname}`, 'is not a known field; model_id and file are');
  if (earlier !== undefined) throw invalidField('/model_id', 'must be sent once');
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
}

async function readText(part: MultipartFile, maxBytes: number): Promise<string> {
  if (part.fieldname !== 'file') {
    part.file.resume();
    throw invalidField(`/${part.fieldname}`, 'is not a known field; the file goes into "file"');
  }
  const chunks: Buffer[] = [];
  for await (const chunk of part.file) chunks.push(chunk);
  if (part.file.truncated) {
    throw new Problem(
      'payload_too_large',
      `The file is larger than ${maxBytes} bytes. Upload it with POST /api/storage/upload/dataset and give its dataset_id.`,
      { reason: 'infer_file_too_large', values: { limit: maxBytes } },
    );
  }
  try {
    const { bytes } = await toUtf8(Buffer.concat(chunks));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw invalidField('/file', 'must be UTF-8 text', { reason: 'not_utf8', values: {} });
  }
}
