import { onStorage } from '../steps/on-storage.mjs';

await onStorage('examine');
