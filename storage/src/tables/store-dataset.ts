import {
  type Column,
  type Dataset,
  type DatasetSource,
  type PreprocessingStep,
  unknownColumn,
} from '@ml-microservices/shared/contracts';
import type { ScannedTable } from '@ml-microservices/shared/csv';
import { cut } from '@ml-microservices/shared/text';
import type { StagedBlob } from '../blobs/blob-store.js';
import type { Commit } from '../routes/once.js';
import type { Services } from '../routes/services.js';

export interface NewDataset {
  readonly name: string;
  readonly description?: string;
  readonly target?: string | null;
  readonly source: DatasetSource;
  readonly preprocessing?: PreprocessingStep[];
}

/** Keeps the scanned CSV and writes the rows of its file and its dataset, in that order. */
export async function storeDataset(
  dataset: NewDataset,
  { blob, table }: { blob: StagedBlob; table: ScannedTable },
  { content, repositories: { files, datasets } }: Services,
  commit: Commit,
): Promise<Dataset> {
  const { name, description = '', target = null, source, preprocessing = [] } = dataset;
  if (target !== null) checkTarget(target, table.columns);
  const { sha256, bytes } = blob;
  return content.keep(blob, () =>
    commit([dataset, sha256], () => {
      const file = files.create({ name: `${cut(name, 296)}.csv`, media_type: 'text/csv', bytes, sha256 });
      return datasets.create({
        ...table,
        name,
        description,
        target: target ?? targetOf(table.columns),
        source,
        preprocessing,
        file_id: file.id,
      });
    }),
  );
}

function checkTarget(target: string, columns: readonly Column[]): void {
  const names = columns.map(({ name }) => name);
  if (!names.includes(target)) throw unknownColumn('/target', names, target);
}

function targetOf(columns: readonly Column[]): string | null {
  return columns.find(({ role }) => role === 'target')?.name ?? null;
}
