export { refuseExposure } from './exposure.js';
export { guardAccess, type Identify, unauthenticated } from './guard.js';
export { createKeyRing, hashOf } from './keys.js';
export { type Access, accessTo } from './rules.js';
