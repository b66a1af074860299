/** JSON values that are one step smaller: a part is left out, or is itself smaller. */
export function* smaller(value: unknown): Generator<unknown> {
  if (typeof value === 'string') {
    if (value.length < 2) return;
    const half = Math.ceil(value.length / 2);
    yield value.slice(half);
    yield value.slice(0, half);
    for (let at = 0; half > 1 && at < value.length; at += 1) {
      yield value.slice(0, at) + value.slice(at + 1);
    }
  } else if (Array.isArray(value)) {
    for (const index of value.keys()) yield value.toSpliced(index, 1);
    for (const [index, item] of value.entries()) {
      for (const other of smaller(item)) yield value.with(index, other);
    }
  } else if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    for (const [name] of entries) yield Object.fromEntries(entries.filter(([key]) => key !== name));
    for (const [name, item] of entries) {
      for (const other of smaller(item)) yield { ...value, [name]: other };
    }
  }
}
