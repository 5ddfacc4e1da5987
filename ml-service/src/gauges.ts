import { type App, addDiskGauge, addGauge } from '@ml-microservices/shared/service';
import type { Outbox } from './training/outbox.js';
import type { TrainingRunner } from './training/runner.js';

/** What this service's metrics tell beside requests and process. */
export function addGauges(app: App, outbox: Outbox, training: TrainingRunner): void {
  addDiskGauge(app, outbox.folder);
  addGauge(app, {
    name: 'training_queue_length',
    help: 'Trainings that wait for their turn.',
    read: () => training.queueLength,
  });
}
