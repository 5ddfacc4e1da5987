import { readFileSync } from 'node:fs';
import { call, collected, events } from '../e2e/client.js';
import { type Services, startServices } from '../e2e/services.js';
import { beginTraining } from '../e2e/steps.js';
import { csvOf, passengers } from './passengers.js';

const TYPES: readonly Omit<Parameters<typeof beginTraining>[1], 'dataset_id'>[] = [
  { model_type: 'LogisticRegression' },
  { model_type: 'GradientBoosting' },
  // Trees without a limit learn this data's noise by heart: their leaves alone take gigabytes.
  { model_type: 'RandomForest', hyperparameters: { max_depth: 10 } },
];

/** Uploads `rows` generated rows, trains each type end to end, and prints how large its process grew. */
export async function measureMemory(rows: number): Promise<void> {
  if (process.platform !== 'linux')
    return console.log('The memory of a process at its peak is told on Linux alone: skipped.');
  const services = await startServices();
  try {
    const began = performance.now();
    const dataset_id = await upload(services, rows);
    console.log(`${rows} rows stored in ${seconds(began)}\n`);
    console.log('| rows | model | s | peak MiB of the training process |');
    console.log('|--:|---|--:|--:|');
    for (const wish of TYPES) {
      // A new process for each, since a peak stays with a process.
      await services.restart('ml_service');
      const started = performance.now();
      const { body } = await beginTraining(services, { dataset_id, ...wish });
      const child = await trainingProcess();
      await finished(services, body);
      console.log(`| ${[rows, JSON.stringify(wish), seconds(started), peakMiB(child)].join(' | ')} |`);
    }
  } finally {
    await services.close();
  }
}

const seconds = (began: number) => ((performance.now() - began) / 1000).toFixed(1);

async function upload({ urls }: Services, rows: number): Promise<number> {
  const form = new FormData();
  form.set('target', 'Survived');
  form.set('file', new Blob([...csvOf(passengers(rows))], { type: 'text/csv' }), 'passengers.csv');
  const answer = await fetch(`${urls.web_master}/api/storage/upload/dataset`, { method: 'POST', body: form });
  if (!answer.ok) throw new Error(`the upload was answered ${answer.status}: ${await answer.text()}`);
  const { id } = (await answer.json()) as { id: number };
  return id;
}

type Accepted = Awaited<ReturnType<typeof beginTraining>>['body'];

async function finished({ urls }: Services, { run_id, progress_url }: Accepted): Promise<void> {
  await collected(events(`${urls.web_master}${progress_url}`));
  const { body } = await call<{ status: string; error: unknown }>(`${urls.web_master}/api/storage/runs/${run_id}`);
  if (body.status !== 'completed') throw new Error(`the run ${body.status}: ${JSON.stringify(body.error)}`);
}

/** The process that trains: of all below this one that which runs the child's program. */
async function trainingProcess(): Promise<number> {
  for (;;) {
    const found = descendants(process.pid).find((pid) =>
      readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('training/child'),
    );
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function descendants(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter(Boolean)
    .map(Number);
  return children.flatMap((child) => [child, ...descendants(child)]);
}

function peakMiB(pid: number): number {
  const [, kib] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kib) / 1024);
}
