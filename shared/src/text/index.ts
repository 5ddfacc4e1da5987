export * from './isolated.js';
export * from './listed.js';
