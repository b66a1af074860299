// What httpd 2.4.71 leaves as it is when it encodes the path of an expression; decoded, "?" and "#" end the path.
const LOST_WHEN_DECODED = /%(?:00|2[1346-9A-F]|3[ABDF]|40)/i;

// An expression holds 8191 bytes beside its variables, one of which is the "&" between the queries.
const LONGEST = 8190;

/** Whether a redirect leads to a URL with a query, to which that of the request is added. */
export function hasQuery(to: string): boolean {
  return to.includes('?');
}

/** Whether httpd's encoding of the decoded path gives the same URL again. */
export function canBeDecoded(to: string): boolean {
  const path = pathOf(to);
  if (to.length > LONGEST) return false;
  // It encodes the brackets of an IPv6 address, too.
  if (LOST_WHEN_DECODED.test(path) || /^https?:\/\/[^/]*\[/i.test(path)) return false;
  return isUtf8(path);
}

/** The target with its path decoded, as an expression of `Redirect` takes it; as it is where that can't be. */
export function decodedTarget(to: string): string {
  if (!canBeDecoded(to)) return to;
  const path = pathOf(to);
  return decodeURIComponent(path) + to.slice(path.length);
}

/** What stands before the query: scheme and host, too. */
function pathOf(to: string): string {
  return to.replace(/\?.*$/s, '');
}

function isUtf8(encoded: string): boolean {
  try {
    decodeURIComponent(encoded);
    return true;
  } catch {
    return false;
  }
}
