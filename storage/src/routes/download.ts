import { IdParams, Problem, type StoredFile } from '@ml-microservices/shared/contracts';
import { type App, problemResponses } from '@ml-microservices/shared/service';
import contentDisposition from 'content-disposition';
import type { FastifyReply, FastifyRequest } from 'fastify';
import parseRange from 'range-parser';
import Type from 'typebox';
import type { Content } from '../blobs/content.js';

/** Of the type that they were stored with. */
const bytes = { '*/*': { schema: Type.String({ format: 'binary' }) } };

const takes = ['Range', 'If-Range', 'If-None-Match'] as const;

/** Not inferred into a handler's type: what is sent is a stream. */
const responses: Readonly<Record<number, object>> = {
  200: { description: 'The bytes as stored', content: bytes },
  206: { description: 'The range of them that was asked for', content: bytes },
  304: { description: 'They are those that the client has' },
  ...problemResponses('not_found', 'range_not_satisfiable', 'artifact_corrupt'),
};

/** `fileOf` finds the file of the thing of this id, under the name that it is to have; it throws where there is none. */
export function downloadRoute(
  app: App,
  { noun, summary }: { readonly noun: 'file' | 'dataset' | 'model'; readonly summary: string },
  fileOf: (id: number) => StoredFile,
  content: Content,
): void {
  const schema = { tags: [`${noun}s`], summary, takes, params: IdParams, response: responses };
  app.get(`/${noun}s/:id/download`, { schema }, (request, reply) =>
    sendFile(request, reply, () => fileOf(request.params.id), content),
  );
}

/** Sends the stored bytes, or the one range asked for. Always as an attachment: a browser never renders an upload. */
async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  find: () => StoredFile,
  content: Content,
): Promise<FastifyReply> {
  const file = find();
  const etag = `"${file.sha256}"`;
  reply.headers({
    etag,
    'accept-ranges': 'bytes',
    'content-type': file.media_type,
    'content-disposition': contentDisposition(file.name),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
  });
  if (matches(request.headers['if-none-match'], etag)) return reply.code(304).send();
  const range = rangeOf(request, etag, file.bytes);
  if (!range) {
    // A part is not looked at: who puts parts together has the ETag to compare the whole with.
    if (request.method === 'GET') {
      await content.checkIntact(file);
      // Throws where it was deleted meanwhile.
      find();
    }
    return reply.header('content-length', file.bytes).send(content.read(file.sha256));
  }
  reply.code(206).headers({
    'content-range': `bytes ${range.start}-${range.end}/${file.bytes}`,
    'content-length': range.end - range.start + 1,
  });
  return reply.send(content.part(file, range));
}

function matches(header: string | undefined, etag: string): boolean {
  return header?.split(',').some((it) => ['*', etag, `W/${etag}`].includes(it.trim())) ?? false;
}

/** One range is honoured; several, or one of other bytes than these (If-Range), give the whole file. */
function rangeOf({ headers }: FastifyRequest, etag: string, bytes: number) {
  const { range, 'if-range': ifRange } = headers;
  if (range === undefined || (ifRange !== undefined && ifRange !== etag)) return undefined;
  const parsed = parseRange(bytes, withinFile(range, bytes));
  if (parsed === -1) {
    throw new Problem(
      'range_not_satisfiable',
      `The file has ${bytes} bytes; the range asked for was ${range.slice(0, 100)}.`,
      {
        headers: { 'content-range': `bytes */${bytes}` },
      },
    );
  }
  return parsed !== -2 && parsed.type === 'bytes' && parsed.length === 1 ? parsed[0] : undefined;
}

/** The last so many bytes of a file that has fewer are all of it (RFC 9110, 14.1.2); the parser refuses them. */
function withinFile(range: string, bytes: number): string {
  return range.replace(/^bytes=-(\d+)$/, (_, length) => `bytes=-${Math.min(Number(length), bytes)}`);
}
