import { isNoText } from '../refusals.ts';

/** No quotes keep a newline from ending a directive. */
export function isRefusable(value: string): boolean {
  return isNoText(value) || value.includes('\n');
}
