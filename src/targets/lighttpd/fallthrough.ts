import type { Area } from '../../core/areas.ts';
import { encodePath } from '../../core/byte-string.ts';
import type { Deployment } from '../../core/model.ts';
import { derive, type Placed } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
import type { Layout } from '../../core/target.ts';
import { destination, QUERY, string, URL_PATH } from '../../dialects/lighttpd.ts';
import { planAccess } from './access.ts';
import { planBackend } from './backend.ts';
import { planMaintenance } from './maintenance.ts';
import { planLookup, visibleIn } from './statics.ts';

type StaticArea = Extract<Area, { kind: 'static' }>;

/** Which paths ask for a user: all of them, or those that are named. */
export type Logins = readonly [auth: Area['auth'], paths?: readonly Placed<string>[]];

interface Surroundings {
  readonly deployment: Deployment;
  readonly layout: Layout;
  readonly logins: Logins;
}

/**
 * URLs that nobody has but lighttpd itself: rewriting is all that knows whether there is a file, and the application has to
 * be asked for under the URL of the request. So it leads a request
 *
 * 1. to ASK, where it gets a header that no client can send, and back;
 * 2. with that header to FILE or INDEX, where the file is served; if there is none, back, and that is the end of rewriting;
 * 3. to the application.
 */
const ASK = '/.deploygen/ask';
const FILE = '/.deploygen/file';
const INDEX = '/.deploygen/index';

/** What lies below the URLs of lighttpd's own: everything that no folder has asked for. */
export const OWN_URLS = '/.deploygen/';

/** The branch for the folder's own URL: the application's, but that it looks for a file first. */
export function planAsker(
  { application, url, static: entry }: StaticArea,
  { deployment, layout, logins }: Surroundings,
): Context {
  const { index } = entry;
  return {
    url: string`${url}`,
    ...planMaintenance(application),
    ...planBackend(application, { at: 'below', deployment, layout }),
    ...planAccess(application, ...logins),
    looksForFile: true,
    visible: visibleIn(entry, url, 'files and folders'),
    looksForIndex: index !== null,
    indexTarget:
      index === null
        ? destination`/`
        : destination`/.deploygen/index${URL_PATH}/${derive(index, encodePath)}${QUERY}`,
  };
}

/** The branch that puts the header on. Headers and variables are what it says: lighttpd decides about them once. */
export function planMark(
  { application, url }: StaticArea,
  { deployment, layout }: Surroundings,
): Context {
  return {
    ...planBackend(application, { at: 'below', deployment, layout }),
    url: string`${derive(url, (own) => `${ASK}${own}`)}`,
  };
}

/** The branches that have the files. */
export function planLookups(
  { application, url, static: entry }: StaticArea,
  { logins: [auth, paths = []] }: Surroundings,
): readonly Context[] {
  const prefixes = entry.index === null ? [FILE] : [FILE, INDEX];
  return prefixes.map((prefix) => {
    const under = (path: Placed<string>) => derive(path, (own) => `${prefix}${own}`);
    return {
      url: string`${under(url)}`,
      ...planLookup(entry, prefix),
      isIndex: prefix === INDEX,
      ...planAccess(application, auth, paths.map(under)),
    };
  });
}
