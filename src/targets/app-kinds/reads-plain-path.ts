import type { ByteString } from '../../core/byte-string.ts';
import type { Application } from '../../core/model.ts';
import { decode, normalise, splitTarget } from '../../core/request-path.ts';

/**
 * Whether a gunicorn without settings of ours makes of a request what it should: it cuts the mount off the path as it was sent,
 * then decodes what is left.
 */
export function readsPlainPath({ mount }: Application, target: ByteString): boolean {
  const sent = splitTarget(target);
  const decoded = sent === null ? null : decode(sent.path);
  if (sent === null || decoded === null) return true;
  // It takes what is sent in UTF-8, not percent-encoded, for Latin 1, and encodes it once more.
  if (/[^\0-\x7f]/.test(sent.path)) return false;
  const at = sent.path.indexOf(mount.value);
  if (at < 0) return false;
  return (
    decode(sent.path.slice(at + mount.value.length)) ===
    normalise(decoded).path.slice(mount.value.length)
  );
}
