export * from './left-out.js';
export * from './sum.js';
export * from './target.js';
export * from './thin.js';
export * from './two-classes.js';
export * from './wilson.js';
