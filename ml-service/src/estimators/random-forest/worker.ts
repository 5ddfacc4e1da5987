import { parentPort } from 'node:worker_threads';
import { type ForestTask, type GrownTree, workOn } from './task.js';

parentPort?.on('message', (task: ForestTask) => {
  const growNext = workOn(task);
  const grown: GrownTree[] = [];
  for (let next = growNext(); next; next = growNext()) grown.push(next);
  parentPort?.postMessage(grown);
});
