/** Why a decoded path can be no mount and no static URL (docs/semantics.md), or null. It begins with a slash. */
export function urlPathProblem(path: string): string | null {
  if (/[\0-\x1f\x7f]/.test(path)) return 'has a control character';
  const segments = path.replace(/\/$/, '').split('/').slice(1);
  if (segments.includes('')) return 'has an empty segment ("//")';
  if (segments.includes('.') || segments.includes('..')) return 'has a "." or ".." segment';
  return null;
}
