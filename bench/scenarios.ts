import { availableParallelism, cpus } from 'node:os';
import { call } from '../e2e/client.js';
import { startServices } from '../e2e/services.js';
import { collectAll, train } from '../e2e/steps.js';
import { type Measured, measure } from './measure.js';

const PASSENGERS = 891;
const ROWS = 10_000;
const ROW = { Pclass: 1, Sex: 'female', Age: 38, SibSp: 1, Parch: 0, Fare: 71.28, Embarked: 'C' };
const CSV = `${Object.keys(ROW)}\n${`${Object.values(ROW)}\n`.repeat(ROWS)}`;

/** Times the scenarios as a client sees them, through all five services. */
export async function timeScenarios(): Promise<void> {
  const services = await startServices();
  try {
    const { web_master: door } = services.urls;
    const { id: dataset_id } = await collectAll(services);
    const { model_id } = await train(services, { dataset_id, model_type: 'RandomForest' });
    const post = (path: string, json: object) =>
      call(`${door}${path}`, { json, headers: { prefer: 'wait=60' } }).then(({ status, body }) => {
        if (status >= 400) throw new Error(`${path} answered ${status}: ${JSON.stringify(body)}`);
      });
    const training = (model_type: string, engine: string, times: number): Measured => ({
      title: `train ${model_type} (${engine}) on ${PASSENGERS} rows`,
      times,
      work: () => post('/scenarios/train-model', { dataset_id, model_type, engine }),
    });

    console.log(
      `Node ${process.versions.node}, ${availableParallelism()} x ${cpus()[0].model}. Each through web-master.\n`,
    );
    await measure([
      { title: 'batch of 100 rows', times: 200, work: () => call(`${door}/api/collector/batch?size=100&offset=0`) },
      {
        title: 'collect and store 100 rows',
        times: 50,
        work: () => post('/scenarios/collect-and-store', { batch_size: 100, offset: 0 }),
      },
      training('RandomForest', 'native', 20),
      training('RandomForest', 'mljs', 3),
      training('LogisticRegression', 'native', 20),
      training('LogisticRegression', 'mljs', 3),
      training('GradientBoosting', 'native', 20),
      training('KNN', 'native', 20),
      training('KNN', 'mljs', 5),
      { title: 'predict one row', times: 200, work: () => post(`/api/ml/models/${model_id}/predict`, { rows: [ROW] }) },
      {
        title: `infer ${ROWS} rows and store the result`,
        times: 10,
        work: () => post('/scenarios/infer-model', { model_id, data: CSV }),
      },
      { title: 'report', times: 100, work: () => call(`${door}/scenarios/report/${model_id}`) },
    ]);
  } finally {
    await services.close();
  }
}
