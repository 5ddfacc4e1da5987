export { accessFaults } from './access-faults.js';
export { bearer, KEYED, KEYS, SERVICE_TOKEN } from './keys.js';
export { openApiFaults } from './open-api-faults.js';
export { OPEN_ROUTES } from './open-routes.js';
