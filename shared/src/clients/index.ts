export { type CollectorClient, createCollectorClient } from './collector.js';
export { type Answer, type Call, type ClientOptions, createHttpClient, type HttpClient } from './http.js';
