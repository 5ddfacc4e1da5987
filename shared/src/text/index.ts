export * from './cut.js';
export * from './isolated.js';
export * from './listed.js';
export * from './stamp.js';
