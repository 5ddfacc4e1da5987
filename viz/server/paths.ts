/**
 * What the browser may call, and where it is on web-master: web-master's own paths get `/api` in front, and what is
 * under `/api` there keeps its path.
 */
export const WEB_MASTER_PATHS: Readonly<Record<string, string>> = {
  '/api/scenarios': '/scenarios',
  '/api/progress': '/progress',
  '/api/health': '/health',
  '/api/collector': '/api/collector',
  '/api/storage': '/api/storage',
  '/api/ml': '/api/ml',
};
