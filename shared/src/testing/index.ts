export { openApiFaults } from './open-api-faults.js';
