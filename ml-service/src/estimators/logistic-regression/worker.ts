import { answerMessages } from '../answer-messages.js';
import { follow } from '../crew.js';
import type { LogisticTask } from './task.js';
import { workOn } from './work.js';

answerMessages((task: LogisticTask) => follow(task.counters, workOn(task)));
