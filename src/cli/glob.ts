import { type Dirent, readdirSync, statSync } from 'node:fs';

/** Whether a word holds what a shell would expand. */
export function isGlob(word: string): boolean {
  return /[*?[{]/.test(word);
}

/**
 * The files that a pattern matches, as bash with `globstar` and `nullglob` has them: `*`, `?`, `[a-z]`, `{a,b}`, and `**` for any
 * folders. Hidden names have to be asked for.
 */
export function glob(pattern: string): readonly string[] {
  return braces(pattern).flatMap((plain) => {
    const isAbsolute = plain.startsWith('/');
    const segments = plain.split('/').filter((segment) => segment !== '');
    return [...new Set(match(isAbsolute ? '/' : '', segments))].sort();
  });
}

/** "a{b,c}d" is "abd" and "acd". */
function braces(pattern: string): readonly string[] {
  const [whole, list] = /\{([^{}]*,[^{}]*)\}/.exec(pattern) ?? [];
  if (whole === undefined || list === undefined) return [pattern];
  return list.split(',').flatMap((item) => braces(pattern.replace(whole, () => item)));
}

function match(folder: string, [segment, ...rest]: readonly string[]): readonly string[] {
  if (segment === undefined) return [];
  if (segment === '**') {
    const inner = entriesOf(folder).filter((entry) => entry.isDirectory() && isVisible(entry));
    const here =
      rest.length === 0 ? filesOf(folder).filter(isVisible).map(named) : match(folder, rest);
    return [...here, ...inner.flatMap(({ name }) => match(`${folder}${name}/`, ['**', ...rest]))];
  }
  if (segment === '.' || segment === '..') return match(`${folder}${segment}/`, rest);
  const expression = toExpression(segment);
  const found = (rest.length === 0 ? filesOf(folder) : entriesOf(folder)).filter(
    (entry) => expression.test(entry.name) && (isVisible(entry) || segment.startsWith('.')),
  );
  if (rest.length === 0) return found.map(named);
  return found
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
    .flatMap(({ name }) => match(`${folder}${name}/`, rest));

  function named({ name }: Dirent): string {
    return folder + name;
  }
}

function isVisible({ name }: Dirent): boolean {
  return !name.startsWith('.');
}

function filesOf(folder: string): readonly Dirent[] {
  return entriesOf(folder).filter(
    (entry) =>
      !entry.isDirectory() && !(entry.isSymbolicLink() && leadsToFolder(folder + entry.name)),
  );
}

function leadsToFolder(link: string): boolean {
  try {
    return statSync(link).isDirectory();
  } catch {
    return false;
  }
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder === '' ? '.' : folder, { withFileTypes: true });
  } catch {
    // What cannot be looked into matches nothing, as in a shell.
    return [];
  }
}

function toExpression(segment: string): RegExp {
  const source = segment.replace(/\[(!?)([^\]]+)\]|[*?]|[\\^$.|+()[\]{}]/g, (found, not, set) => {
    if (found === '*') return '.*';
    if (found === '?') return '.';
    if (set === undefined) return `\\${found}`;
    return `[${not === '!' ? '^' : ''}${String(set).replace(/[\\^[\]]/g, '\\$&')}]`;
  });
  return new RegExp(`^${source}$`, 'su');
}
