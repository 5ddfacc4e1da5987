import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type FastifyBaseLogger, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import { type DestinationStream, pino } from 'pino';
import { LineBuffer } from './line-buffer.js';
import { LogFile } from './log-file.js';
import { loggedError } from './logged-error.js';
import { currentRequest, type RequestContext } from './request-context.js';
import type { LoggingSettings } from './settings.js';

interface Log {
  readonly logger: FastifyBaseLogger;
  /** Resolves when every line is in the file. */
  readonly close: () => Promise<void>;
}

/** One JSON line an event, to stdout and to the file of the settings, which is rotated by size. */
export function createLog(service: string, root: URL, settings: LoggingSettings): Log {
  const { level } = settings;
  const options = {
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    // A line of work that goes on after its request finds it by the trace.
    mixin: () => traceField(currentRequest()),
    serializers: { err: (error: unknown) => loggedError(error) },
  };
  if (level === 'silent') return { logger: pino(options), close: async () => undefined };
  const dropped = (err: Error) => logger.error({ err }, 'the log file cannot be written; stdout alone has the log');
  const path = resolve(fileURLToPath(root), settings.file);
  const file = settings.file === '' ? undefined : new LogFile(path, settings, dropped);
  const buffer = new LineBuffer((lines) => {
    process.stdout.write(lines);
    file?.write(lines);
  });
  const logger = pino(options, bufferedStream(buffer));
  return {
    logger,
    close: async () => {
      buffer.flush();
      await file?.close();
    },
  };
}

/** Warnings and worse are written at once. */
function bufferedStream(buffer: LineBuffer): DestinationStream {
  return {
    [pino.symbols.needsMetadataGsym]: true,
    lastLevel: 0,
    write(line: string) {
      buffer.add(line);
      if (this.lastLevel >= pino.levels.values.warn) buffer.flush();
    },
  } as DestinationStream & { lastLevel: number };
}

function traceField(request: RequestContext | undefined) {
  return request ? { trace_id: request.trace.id } : {};
}

/** One line a request, when it was answered; probes only at the level debug. */
export class RequestLog extends LogController {
  constructor() {
    super({ requestIdLogLabel: 'request_id' });
  }

  override incomingRequest(): void {}

  override requestCompleted(_error: Error | null | undefined, request: FastifyRequest, reply: FastifyReply): void {
    const { method, url, trace, caller } = request;
    const duration = Math.round(reply.elapsedTime * 1000) / 1000;
    const level = request.routeOptions.url?.startsWith('/health') ? 'debug' : 'info';
    const who = caller && { caller: caller.name };
    request.log[level](
      { trace_id: trace.id, ...who, method, url, status: reply.statusCode, duration_ms: duration },
      'answered',
    );
  }
}
