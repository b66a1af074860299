/** A name that an account can have, made of any string. */
export function toAccount(value: string): string {
  return `u${value.toLowerCase().replace(/[^a-z0-9_-]/g, '_')}`.slice(0, 31);
}
