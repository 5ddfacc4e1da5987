import type { CollectorClient } from '@ml-microservices/shared/clients';
import type { Batch, SourceInfo } from '@ml-microservices/shared/contracts';

const MAX_AGE_MS = 60_000;

export type SourceCatalog = (batch: Batch) => Promise<SourceInfo>;

/**
 * What the collector knows of the source of a batch. Remembered for a minute, since a source hardly ever changes, and
 * only as long as the batches look like it.
 */
export function createSourceCatalog(collector: Pick<CollectorClient, 'info'>): SourceCatalog {
  let known: { info: SourceInfo; expires: number } | undefined;
  return async (batch) => {
    if (known === undefined || known.expires < performance.now() || !describes(known.info, batch)) {
      known = { info: await collector.info(), expires: performance.now() + MAX_AGE_MS };
    }
    return known.info;
  };
}

function describes({ name, total, columns }: SourceInfo, batch: Batch): boolean {
  return (
    name === batch.source &&
    total === batch.total &&
    columns.length === batch.columns.length &&
    columns.every((column, index) => column.name === batch.columns[index])
  );
}
