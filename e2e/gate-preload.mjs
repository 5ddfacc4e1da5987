import { existsSync } from 'node:fs';

/** See gate.ts. Preloaded into every process of a service; those that train send messages to the service. */
const gate = process.env.TRAINING_GATE ?? '';
const { ppid, send } = process;
const LOOK_MS = 10;

if (send) {
  process.send = new Proxy(send, {
    apply(_target, _this, parts) {
      const isSent = Reflect.apply(send, process, parts);
      if (parts[0].progress?.stage === 'fit') waitAtGate();
      return isSent;
    },
  });
}

function waitAtGate() {
  const never = new Int32Array(new SharedArrayBuffer(4));
  while (existsSync(gate)) {
    if (process.ppid !== ppid) process.exit();
    Atomics.wait(never, 0, 0, LOOK_MS);
  }
}
