import { answerMessages } from '../answer-messages.js';
import { type ForestTask, type GrownTree, workOn } from './task.js';

answerMessages((task: ForestTask) => {
  const growNext = workOn(task);
  const grown: GrownTree[] = [];
  for (let next = growNext(); next; next = growNext()) grown.push(next);
  return grown;
});
