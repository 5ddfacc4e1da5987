import type { Engine } from '@ml-microservices/shared/contracts';

/** Raised when the same data, parameters and seed give another model than before. */
export const ENGINE_VERSIONS: Readonly<Record<Engine, string>> = { native: '4', mljs: '2' };
