export { type CollectorClient, createCollectorClient } from './collector.js';
export { createHealthClient } from './health.js';
export type { Answer } from './http.js';
export { createMlClient, type MlClient, type StartAnswer } from './ml.js';
export type { FileUpload } from './multipart.js';
export type { Repeat } from './repeat.js';
export { createStorageClient, type StartedRun, type StorageClient } from './storage.js';
