const STATEMENTS: Readonly<Record<string, (name: string) => string>> = {
  nginx: (name) => `${name};`,
  apache: (name) => name,
  lighttpd: (name) => `${name} = 1`,
  supervisor: (name) => `${name}=1`,
  systemd: (name) => `${name}=1`,
  shell: (name) => name,
  'php-fpm': (name) => `${name} = 1`,
  python: (name) => `${name} = 1`,
  monit: (name) => name,
  uwsgi: (name) => `${name} = 1`,
};

/** A statement of its own beside each mark of raw text, which no raw text may swallow or move. */
export function markExtra(dialect: string, text: string): string {
  const statement = STATEMENTS[dialect];
  if (statement === undefined) return text;
  return text
    .replace(/^ *[#;] extra from .*$/gm, (mark) => `${statement('beginextra')}\n${mark}`)
    .replace(/^ *[#;] end of extra$/gm, (mark) => `${mark}\n${statement('endextra')}`);
}

/** A shape without what stands between those statements. */
export function withoutExtra(shape: readonly string[]): readonly string[] {
  const kept: string[] = [];
  let isWithin = false;
  for (const entry of shape) {
    if (/\bendextra\b/.test(entry)) isWithin = false;
    if (!isWithin) kept.push(entry);
    if (/\bbeginextra\b/.test(entry)) isWithin = true;
  }
  return kept;
}
