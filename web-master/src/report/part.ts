import type { Report } from '@ml-microservices/shared/contracts';
import type { Html } from './html/template.js';

/** A part of the page; null where there is nothing to show. */
export type Part = (report: Report) => Html | null;

export const isBinary = ({ model }: Report): boolean => model.classes.length === 2;

/** The class that the figures of two classes are of: the second. */
export const positiveOf = ({ model }: Report): string => String(model.classes[1]);
