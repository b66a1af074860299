/** What no C program can hold, and what is no text at all: refused in every language. */
export function isNoText(value: string): boolean {
  return value.includes('\0') || hasLoneSurrogate(value);
}

/** Half of a surrogate pair, for which UTF-8 has no bytes. */
export function hasLoneSurrogate(value: string): boolean {
  return Buffer.from(value).toString() !== value;
}
