export * from './isolated.js';
