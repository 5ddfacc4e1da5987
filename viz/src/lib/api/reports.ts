import type { Report } from '@ml-microservices/shared/contracts';
import { get } from './client.js';

const PATH = '/scenarios/report';

export const getReport = (modelId: number, signal?: AbortSignal) => get<Report>(`${PATH}/${modelId}`, { signal });
/** The report as one page of HTML that needs nothing else. */
export const getReportPage = (modelId: number) =>
  get<Blob>(`${PATH}/${modelId}`, { headers: { accept: 'text/html' }, responseType: 'blob' });
