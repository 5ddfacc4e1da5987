import { BASE } from './base.js';
import { CHART } from './chart.js';
import { PRINT } from './print.js';
import { TABLE } from './table.js';

/** Of the whole page: light and dark by the reader's system, always light on paper. */
export const STYLE = BASE + TABLE + CHART + PRINT;
