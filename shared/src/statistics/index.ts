export * from './sum.js';
export * from './wilson.js';
