import { requireNode } from './node-version.mjs';

requireNode();
void import('./commands/examine.mjs');
