import type { DroppedColumn, Notice } from '@ml-microservices/shared/contracts';
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
