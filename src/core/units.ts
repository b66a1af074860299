const SIZE_UNITS: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };
const TIME_UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** Bytes of a size such as `10m`; a number is bytes already. The schema has judged its form. */
export function toBytes(size: string | number): number {
  return typeof size === 'number' ? size : scale(size, SIZE_UNITS);
}

/** Milliseconds of a time such as `60s`. The schema has judged its form. */
export function toMilliseconds(time: string): number {
  return scale(time, TIME_UNITS);
}

/** Whole seconds of a time such as `30d`, rounded up. */
export function toSeconds(time: string): number {
  return time === '0' ? 0 : Math.ceil(toMilliseconds(time) / 1000);
}

function scale(text: string, units: Readonly<Record<string, number>>): number {
  const [, digits, unit] = /^([0-9]+)([a-z]*)$/.exec(text) ?? [];
  const factor = units[unit ?? ''];
  if (digits === undefined || factor === undefined)
    throw new TypeError(`no number with a unit: ${text}`);
  return Number(digits) * factor;
}

/** Bytes in the first unit that holds them exactly: `10m`, `1500`. */
export function formatBytes(bytes: number, units: readonly string[] = ['g', 'm', 'k']): string {
  for (const unit of units) {
    const size = SIZE_UNITS[unit] ?? 1;
    if (bytes % size === 0) return `${bytes / size}${unit}`;
  }
  return String(bytes);
}

/** Milliseconds as `60s` or `500ms`. */
export function formatTime(milliseconds: number): string {
  return milliseconds % 1000 === 0 ? `${milliseconds / 1000}s` : `${milliseconds}ms`;
}
