import { isUrl } from '../explain/asked-url.ts';

/** What the words after `explain` name. */
export interface ExplainWords {
  readonly descriptor: string;
  readonly urls: readonly string[];
}

/**
 * Tells the descriptor from URLs by how the first word is written, never by which files there are: what begins with a slash or a
 * scheme is a URL, unless it ends as descriptors do. After the descriptor every word is a URL.
 */
export function explainWords(words: readonly string[]): ExplainWords {
  const [first, ...others] = words;
  if (first === undefined) return { descriptor: 'deploy.yaml', urls: [] };
  if (isUrl(first) && !DESCRIPTOR.test(first)) return { descriptor: 'deploy.yaml', urls: words };
  return { descriptor: first, urls: others };
}

/** Also what a shell makes of "<(...)". */
const DESCRIPTOR = /^\/[^?#]*\.ya?ml$|^\/dev\/(stdin|fd\/[0-9]+)$/;
