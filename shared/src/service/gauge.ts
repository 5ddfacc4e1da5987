import { statfs } from 'node:fs/promises';
import { Gauge } from 'prom-client';
import type { App } from './app.js';

export interface GaugeOptions {
  /** With its unit, as `disk_free_bytes`. */
  readonly name: string;
  readonly help: string;
  readonly labelNames?: readonly string[];
  /** Looked at whenever the metrics are asked for: a value, or one for each set of labels. */
  readonly read: () => GaugeValue | Promise<GaugeValue>;
}

type GaugeValue = number | readonly { readonly labels: Readonly<Record<string, string>>; readonly value: number }[];

/** Adds a value of this service to its metrics. */
export function addGauge(app: App, { name, help, labelNames = [], read }: GaugeOptions): void {
  const gauge = new Gauge({
    name,
    help,
    labelNames: [...labelNames],
    registers: [app.metricsRegistry],
    async collect() {
      const value = await read();
      gauge.reset();
      if (typeof value === 'number') gauge.set(value);
      else for (const one of value) gauge.set({ ...one.labels }, one.value);
    },
  });
}

/** The room that is left where a service keeps its data. */
export function addDiskGauge(app: App, folder: string): void {
  addGauge(app, {
    name: 'disk_free_bytes',
    help: "Room left on the disk of the service's data.",
    async read() {
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize;
    },
  });
}
