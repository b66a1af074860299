import { byteLength } from '../../../src/core/byte-string.ts';
import { isNoText } from '../refusals.ts';

/** A parameter has at most 4094 bytes, as it is written between quotes. */
export function isRefusable(value: string): boolean {
  return isNoText(value) || byteLength(escaped(value)) > 4094;
}

/** Where variables are expanded, a "$" is written as one that has it for its value. */
export function isRefusableWord(value: string): boolean {
  return isRefusable(value.replaceAll('$', '${deploygen_dollar}'));
}

/** Every character that means something in a pattern has a backslash, which in turn has one in quotes. */
export function isRefusablePattern(value: string, around: string): boolean {
  const pattern = value.replace(/[\\.^$|?*+()[\]{}#-]/g, '\\$&');
  return isNoText(value) || isRefusable(around + pattern);
}

function escaped(value: string): string {
  return value.replace(/["\\\n\r\t]/g, '\\$&');
}
