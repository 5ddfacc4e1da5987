import { access } from './access.js';
import { compare } from './compare.js';
import { datasets as datasetCount, models as modelCount } from './count.js';
import { collect, datasets, journal, profile, train } from './data.js';
import { drift } from './drift.js';
import { errors } from './errors.js';
import { failures } from './failures.js';
import { faults } from './faults.js';
import { forms, modelTypes, params } from './forms.js';
import { charts, estimates, metrics } from './metrics.js';
import { models, overview } from './models.js';
import { notices, reasons, steps } from './notices.js';
import { problems } from './problems.js';
import { progress } from './progress.js';
import { report } from './report.js';
import { predict, runs } from './runs.js';
import { selfTest } from './self-test.js';
import { common, deletion, health, nav, notFound, picker, shortcuts, table } from './shell.js';
import { why } from './why.js';

export const en = {
  common,
  access,
  nav,
  shortcuts,
  health,
  notFound,
  table,
  picker,
  deletion,
  errors,
  forms,
  modelTypes,
  params,
  collect,
  journal,
  datasets,
  profile,
  train,
  runs,
  predict,
  drift,
  why,
  notices,
  problems,
  faults,
  failures,
  progress,
  reasons,
  steps,
  selfTest,
  models,
  metrics,
  estimates,
  charts,
  report,
  compare,
  overview,
  counts: { datasets: datasetCount, models: modelCount },
};
