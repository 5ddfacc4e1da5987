import { answerMessages } from '../answer-messages.js';
import { follow } from '../crew.js';
import type { BoostingTask } from './task.js';
import { workOn } from './work.js';

answerMessages((task: BoostingTask) => follow(task.counters, workOn(task)));
