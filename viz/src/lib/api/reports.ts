import type { Report } from '@ml-microservices/shared/contracts';
import { get } from './client.js';

const PATH = '/scenarios/report';

export const getReport = (modelId: number, signal?: AbortSignal) => get<Report>(`${PATH}/${modelId}`, { signal });
/** Answers a page of its own where it is followed as a link, which asks for HTML. */
export const reportPageUrl = (modelId: number) => `/api${PATH}/${modelId}`;
