import type { Role } from '../../contracts/index.js';

/** Who may use a route: anyone, or the holders of keys from this role on. */
export type Access = 'open' | Role;

/**
 * The one table of who may do what, for the routes of all services. What it does not name is refused to everyone once
 * keys are asked for. A GET that changes something is no `viewer`'s: a batch moves the cursor.
 */
const ROUTES: Readonly<Record<string, Access>> = {
  // Probes carry no keys.
  'GET /health/live': 'open',
  'GET /health/ready': 'open',
  'GET /health': 'viewer',
  'GET /metrics': 'viewer',
  'GET /openapi.json': 'open',

  // collector
  'GET /batch': 'editor',
  'GET /info': 'viewer',
  'GET /accesses': 'viewer',
  'POST /reset': 'admin',

  // storage; what only services write, models, runs and evaluations, is an admin's
  'GET /files': 'viewer',
  'POST /files': 'editor',
  'GET /files/:id': 'viewer',
  'GET /files/:id/download': 'viewer',
  'PATCH /files/:id': 'editor',
  'DELETE /files/:id': 'admin',
  'GET /datasets': 'viewer',
  'POST /datasets': 'editor',
  'POST /upload/dataset': 'editor',
  'GET /datasets/:id': 'viewer',
  'GET /datasets/:id/download': 'viewer',
  'GET /datasets/:id/preview': 'viewer',
  'GET /datasets/:id/profile': 'viewer',
  'PATCH /datasets/:id': 'editor',
  'DELETE /datasets/:id': 'admin',
  'GET /models': 'viewer',
  'POST /models': 'admin',
  'GET /models/:id': 'viewer',
  'GET /models/:id/download': 'viewer',
  'PATCH /models/:id': 'editor',
  'DELETE /models/:id': 'admin',
  'GET /models/:id/evaluation': 'viewer',
  'PUT /models/:id/evaluation': 'admin',
  'GET /runs': 'viewer',
  'POST /runs': 'admin',
  'POST /upload/run': 'admin',
  'GET /runs/:id': 'viewer',
  'GET /runs/:id/events': 'viewer',
  'PATCH /runs/:id': 'admin',
  'POST /runs/:id/result-file': 'admin',
  'DELETE /runs/:id': 'admin',
  'GET /idempotency-keys/:key': 'admin',

  // ml-service
  'GET /model-types': 'viewer',
  'GET /runs/:id/drift': 'viewer',
  'POST /train': 'editor',
  'POST /infer': 'editor',
  'POST /models/:id/predict': 'editor',
  'POST /models/:id/explain': 'editor',
  'POST /models/compare': 'viewer',
  'POST /models/:id/verify': 'editor',
  'GET /progress/:run_id': 'viewer',
  'POST /runs/:id/cancel': 'editor',

  // web-master
  'POST /scenarios/collect-and-store': 'editor',
  'POST /scenarios/train-model': 'editor',
  'POST /scenarios/infer-model': 'editor',
  'GET /scenarios/report/:model_id': 'viewer',

  // viz: its pages show nothing without the services, and one of them is where to sign in
  'GET /*': 'open',
  'GET /session': 'open',
  'POST /session': 'open',
  'DELETE /session': 'open',
};

/** What is routed on to another service asks for a key here and for the role there. */
const BELOW: readonly (readonly [prefix: string, Access])[] = [
  ['/docs', 'open'],
  // Whoever speaks the inference protocol is here to predict.
  ['/v2/health/', 'open'],
  ['/v2', 'editor'],
  ['/api/', 'viewer'],
];

/** Who may use a route as it was registered; undefined where no rule names it. */
export function accessTo(method: string, url: string): Access | undefined {
  const name = `${method === 'HEAD' ? 'GET' : method} ${url}`;
  return ROUTES[name] ?? BELOW.find(([prefix]) => url.startsWith(prefix))?.[1];
}
