import type { ByteString } from '../core/byte-string.ts';
import { visible } from './visible.ts';

/** Bytes as text: UTF-8 where they are, else each byte beyond ASCII as \xHH. */
export function readable(bytes: ByteString): string {
  try {
    const raw = Uint8Array.from(bytes, (byte) => byte.charCodeAt(0));
    return visible(new TextDecoder('utf-8', { fatal: true }).decode(raw));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return visible(
      bytes.replace(/[\x80-\xff]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16)}`),
    );
  }
}
