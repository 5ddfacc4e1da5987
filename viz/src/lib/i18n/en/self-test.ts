export const selfTest = {
  title: 'Self-test',
  note: 'A small training, prediction and report through all five services. It deletes what it makes.',
  run: 'Run the self-test',
  steps: {
    collect: 'Collect a batch and store it',
    store: 'Store a small table',
    train: 'Train a model on it',
    predict: 'Predict a row',
    report: 'Make the report',
    clean: 'Delete what was made',
  },
  states: { waiting: 'not started', running: 'running', passed: 'passed', failed: 'failed', skipped: 'skipped' },
  passed: (duration: string) => `Everything works, in ${duration}.`,
  failed: 'Something does not work: see the step that failed.',
};
