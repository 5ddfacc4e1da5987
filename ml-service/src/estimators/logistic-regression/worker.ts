import { parentPort } from 'node:worker_threads';
import { follow } from '../crew.js';
import type { LogisticTask } from './task.js';
import { workOn } from './work.js';

parentPort?.on('message', (task: LogisticTask) => {
  follow(task.counters, workOn(task));
  parentPort?.postMessage(null);
});
