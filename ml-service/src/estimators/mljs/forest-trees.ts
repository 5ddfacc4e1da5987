import type { RandomForestClassifier, SavedForest, TreeNode } from 'ml-random-forest';
import type { RandomForestModel } from '../random-forest/model.js';
import { type Tree, TreeBuilder } from '../tree/tree.js';

/** The forest's trees as flat arrays over all columns, with the class that a leaf votes for as its only share. */
export function flatTrees({ indexes, estimators }: RandomForestClassifier, nClasses: number): Tree[] {
  return estimators.map(({ root }, tree) => {
    const builder = new TreeBuilder(nClasses);
    const votes = new Float64Array(nClasses);
    const open = [{ id: builder.reserve(1), node: root }];
    for (let next = open.pop(); next; next = open.pop()) {
      const { id, node } = next;
      const { left, right, splitColumn, splitValue } = node;
      if (left && right && splitColumn !== undefined && splitValue !== undefined) {
        const child = builder.split(id, indexes[tree][splitColumn], splitValue);
        open.push({ id: child + 1, node: right }, { id: child, node: left });
      } else {
        votes.fill(0);
        votes[voteOf(node)] = 1;
        builder.leaf(id, votes);
      }
    }
    return builder.build();
  });
}

/** The class with the largest share; of equal ones the lowest. */
function voteOf({ distribution = [[]] }: TreeNode): number {
  const [shares] = Array.isArray(distribution) ? distribution : distribution.to2DArray();
  return shares.indexOf(Math.max(...shares));
}

/** The forest as the package saves it, from flat trees. */
export function savedForest(model: RandomForestModel): SavedForest {
  const { nFeatures, nClasses, feature, threshold, child, leaves } = model;
  const nodes: TreeNode[] = new Array(feature.length);
  // Children come after their parents.
  for (let node = feature.length - 1; node >= 0; node--) {
    const at = child[node];
    nodes[node] =
      feature[node] < 0
        ? { distribution: [[...leaves.subarray(at * nClasses, (at + 1) * nClasses)]] }
        : { splitColumn: feature[node], splitValue: threshold[node], left: nodes[at], right: nodes[at + 1] };
  }
  const columns = Array.from({ length: nFeatures }, (_, j) => j);
  const roots = [...model.roots];
  return {
    name: 'RFClassifier',
    baseModel: {
      isClassifier: true,
      nEstimators: roots.length,
      indexes: roots.map(() => columns),
      estimators: roots.map((root) => ({ name: 'DTClassifier', options: { kind: 'classifier' }, root: nodes[root] })),
    },
  };
}
