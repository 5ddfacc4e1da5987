import type { DroppedColumn, Notice, PreprocessingStep } from '@ml-microservices/shared/contracts';
import type { Dictionary } from './index.svelte.js';

/** A warning of a service in the reader's language, or as the service says it where its code is not known here. */
export function sayNotice({ code, values, message }: Notice, { notices }: Pick<Dictionary, 'notices'>): string {
  return notices[code]?.(values) ?? message;
}

/** Why a column was left out. */
export function sayReason(
  { code, values = {}, reason }: DroppedColumn,
  { reasons }: Pick<Dictionary, 'reasons'>,
): string {
  return (code !== undefined && reasons[code]?.(values)) || reason;
}

/** What was done to rows; steps that were stored before they had values are told as the service says them. */
export function sayStep(
  { step, values = {}, detail }: PreprocessingStep,
  { steps }: Pick<Dictionary, 'steps'>,
): string {
  return steps[step]?.(values) || detail;
}
