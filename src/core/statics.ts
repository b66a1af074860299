import type { Descriptor } from '../generated/descriptor.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Static } from './model.ts';
import { blame, type Placed } from './place.ts';
import type { Reader } from './reader.ts';
import { urlPathProblem } from './url-path.ts';

/** The static folders and files of an application in one form, map or list. */
export function toStatics(
  stated: Descriptor['static'],
  parent: Reader,
  report: (problem: Diagnostic) => void,
): readonly Static[] {
  if (stated === undefined) return [];
  const fields = parent.within('static');
  const pairs: { url: Placed<string>; path: Placed<string> }[] = Array.isArray(stated)
    ? stated.map(({ url, path }, index) => {
        const item = fields.within(index);
        return { url: item.at('url', url), path: item.at('path', path) };
      })
    : Object.entries(stated).map(([url, entry]) => ({
        url: fields.key(url),
        path:
          typeof entry === 'string'
            ? fields.at(url, entry)
            : fields.within(url).at('path', entry.path),
      }));
  for (const { url, path } of pairs) check(url, path, report);
  return pairs.map(({ url, path }) => ({
    kind: url.value.endsWith('/') ? 'folder' : 'file',
    url,
    path,
  }));
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
