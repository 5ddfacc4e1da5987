import type { ConfusionMatrix } from '@ml-microservices/shared/contracts';
import { sum } from '@ml-microservices/shared/statistics';

/**
 * The `limit` classes of most rows in their order, all others as one last row and column, so that each row still adds
 * up; the matrix itself where it has no more classes. Its last diagonal cell counts others taken for any of them.
 */
export function collapse(matrix: ConfusionMatrix, limit: number): ConfusionMatrix {
  const { labels, counts } = matrix;
  if (labels.length <= limit) return matrix;
  const rows = counts.map(sum);
  const bySize = labels.map((_, index) => index).sort((a, b) => rows[b] - rows[a] || a - b);
  const kept = bySize.slice(0, limit).sort((a, b) => a - b);
  const others = bySize.slice(limit);
  const collapsed = (row: readonly number[]) => [
    ...kept.map((index) => row[index]),
    sum(others.map((index) => row[index])),
  ];
  const otherRow = labels.map((_, column) => sum(others.map((index) => counts[index][column])));
  return {
    labels: [...kept.map((index) => labels[index]), `${others.length} others`],
    counts: [...kept.map((index) => collapsed(counts[index])), collapsed(otherRow)],
  };
}
