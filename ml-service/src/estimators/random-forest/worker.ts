import { parentPort } from 'node:worker_threads';
import { type ForestTask, type GrownTree, growNext } from './task.js';

parentPort?.on('message', (task: ForestTask) => {
  const grown: GrownTree[] = [];
  for (let next = growNext(task); next; next = growNext(task)) grown.push(next);
  parentPort?.postMessage(grown);
});
