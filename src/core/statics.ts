import type { Descriptor } from '../generated/descriptor.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Static } from './model.ts';
import { blame, derive, type Placed } from './place.ts';
import type { Reader } from './reader.ts';
import { toSeconds } from './units.ts';
import { urlPathProblem } from './url-path.ts';

/** The static folders and files of an application in one form, map or list. */
export function toStatics(
  stated: Descriptor['static'],
  parent: Reader,
  report: (problem: Diagnostic) => void,
): readonly Static[] {
  if (stated === undefined) return [];
  const fields = parent.within('static');
  const entries: readonly Entry[] = Array.isArray(stated)
    ? stated.map((entry, index) => {
        const item = fields.within(index);
        return { url: item.at('url', entry.url), path: item.at('path', entry.path), item, entry };
      })
    : Object.entries(stated).map(([url, entry]) => {
        const item = fields.within(url);
        if (typeof entry === 'string' && url.endsWith('/')) fields.spelt(url, { path: entry });
        return typeof entry === 'string'
          ? { url: fields.key(url), path: fields.at(url, entry), item, entry: {} }
          : { url: fields.key(url), path: item.at('path', entry.path), item, entry };
      });
  for (const { url, path } of entries) check(url, path, report);
  for (const { url, item, entry } of entries) checkOptions(url, { item, entry }, report);
  return entries.map(toStatic);
}

interface Entry {
  readonly url: Placed<string>;
  readonly path: Placed<string>;
  readonly item: Reader;
  readonly entry: Options;
}

interface Options {
  readonly expires?: string;
  readonly fallthrough?: boolean;
  readonly dotfiles?: boolean;
  readonly index?: string;
}

function toStatic({ url, path, item, entry }: Entry): Static {
  const expires = item.optional('expires', entry.expires);
  return {
    kind: url.value.endsWith('/') ? 'folder' : 'file',
    url,
    path,
    expiresSeconds: expires === null ? null : derive(expires, toSeconds),
    fallthrough: item.withDefault('fallthrough', entry.fallthrough, false),
    dotfiles: item.withDefault('dotfiles', entry.dotfiles, false),
    index: item.optional('index', entry.index),
  };
}

/** Options that mean something for folders only. */
function checkOptions(
  url: Placed<string>,
  { item, entry }: Pick<Entry, 'item' | 'entry'>,
  report: (problem: Diagnostic) => void,
): void {
  if (url.value.endsWith('/')) return;
  for (const name of ['fallthrough', 'dotfiles', 'index'] as const) {
    if (entry[name] === undefined) continue;
    const message = `"${name}" is for folders, and "${url.value}" is a file`;
    const help = 'leave it out, or end URL and path in "/"';
    report(blame(item.key(name), { code: 'valid-static', message, help }));
  }
}

function check(
  url: Placed<string>,
  path: Placed<string>,
  report: (problem: Diagnostic) => void,
): void {
  const problem = urlPathProblem(url.value);
  if (problem !== null) {
    const message = `static URL ${JSON.stringify(url.value)} ${problem}`;
    report(
      blame(url, {
        code: 'valid-static',
        message,
        help: 'write the decoded path, as in "/shop/static/"',
      }),
    );
  }
  if (path.value.includes('\0')) {
    const message = `path ${JSON.stringify(path.value)} has a NUL`;
    report(blame(path, { code: 'valid-static', message, help: 'no file system can hold it' }));
  }
  const isFolder = url.value.endsWith('/');
  if (path.value.endsWith('/') === isFolder) return;
  report(
    blame(path, {
      code: 'valid-static',
      message: `"${url.value}" is ${isFolder ? 'a folder' : 'a file'}, but "${path.value}" is ${isFolder ? 'a file' : 'a folder'}`,
      help: 'end both in "/" for a folder, neither for a file',
    }),
  );
}
