export { type CollectorClient, createCollectorClient } from './collector.js';
export { createHealthClient, type HealthClient } from './health.js';
export { type Answer, type Call, type ClientOptions, createHttpClient, type HttpClient } from './http.js';
export { createMlClient, type MlClient, type StartAnswer } from './ml.js';
export { type FileUpload, multipartFile } from './multipart.js';
export type { Repeat } from './repeat.js';
export { createStorageClient, type PublishedModel, type StartedRun, type StorageClient } from './storage.js';
