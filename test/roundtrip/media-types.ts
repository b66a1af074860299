/** Every other string as it is, the rest as the name of a type. */
export function toMediaType(value: string): string {
  if (value.length % 2 === 0) return value;
  return `text/x-${Buffer.from(value).toString('hex').slice(0, 100)}+a.b`;
}

/** RFC 6838 section 4.2, in lower case. */
export function isMediaType(value: string): boolean {
  return /^[a-z]+\/[a-z0-9.+-]+$/.test(value) && !value.endsWith('\n');
}
