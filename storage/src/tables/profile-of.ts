import {
  type Dataset,
  type DatasetProfile,
  type ProfileQuery,
  unknownColumn,
} from '@ml-microservices/shared/contracts';
import type { DatasetRepository } from '../db/repositories.js';

/** All columns in figures, or the one that is asked for. */
export function profileOf(
  { id, rows }: Dataset,
  { column }: ProfileQuery,
  datasets: DatasetRepository,
): DatasetProfile {
  const all = datasets.profile(id) ?? [];
  if (column === undefined) return { dataset_id: id, rows, columns: all };
  const columns = all.filter(({ name }) => name === column);
  if (columns.length === 0) {
    const names = all.map(({ name }) => name);
    throw unknownColumn('/column', names, column);
  }
  return { dataset_id: id, rows, columns };
}
