export * from './sum.js';
export * from './thin.js';
export * from './wilson.js';
