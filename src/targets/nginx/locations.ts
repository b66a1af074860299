import { encodePath } from '../../core/byte-string.ts';
import type { Application, Static } from '../../core/model.ts';
import { derive } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
import { formatBytes, formatTime } from '../../core/units.ts';
import { comment, plain, regex, uri, word } from '../../dialects/nginx.ts';
import { planExtra } from '../extra.ts';
import { needsUpstream, passOf } from './upstream.ts';

/** The locations of one application: its static folders and files, its bare mount, and what is below the mount. */
export function planApplication(application: Application): Context {
  const { name, mount, bareMount, statics } = application;
  const isRoot = mount.value === '';
  const pass = passContext(application);
  return {
    name: comment`${name}`,
    folders: statics.filter(({ kind }) => kind === 'folder').map(planFolder),
    files: statics.filter(({ kind }) => kind === 'file').map(planFile),
    isRoot,
    redirectsBareMount: !isRoot && bareMount.value === 'redirect',
    passesBareMount: !isRoot && bareMount.value !== 'redirect',
    isBareMountEmpty: bareMount.value === 'empty',
    mount: uri`${mount}`,
    mountSlash: uri`${mount}/`,
    redirectTarget: word`${derive(mount, encodePath)}/$is_args$args`,
    // (?s): a newline in the path; nginx 1.22 truncates at it otherwise.
    splitPattern: regex`(?s)^(${mount})(/.*)$`,
    ...pass,
  };
}

function planFolder({ url, path }: Static): Context {
  return {
    url: uri`${url}`,
    path: word`${path}`,
    // Anchored: the folder's own URL may have a dotted segment, as /.well-known/ has.
    dotfiles: regex`(?s)^${url}(?:.*/)?\.`,
  };
}

function planFile({ url, path }: Static): Context {
  return { url: uri`${url}`, path: word`${path}` };
}

/** What both locations of an application say about passing a request on. */
function passContext(application: Application): Context {
  const { limits, buffering, retry, params } = application;
  return {
    pass: passOf(application),
    params: params.map(({ name, value }) => ({ name: plain`${name}`, value: word`${value}` })),
    body: plain`${derive(limits.bodyBytes, formatBytes)}`,
    connectTimeout: plain`${derive(limits.connectTimeoutMilliseconds, formatTime)}`,
    sendTimeout: plain`${derive(limits.sendTimeoutMilliseconds, formatTime)}`,
    readTimeout: plain`${derive(limits.readTimeoutMilliseconds, formatTime)}`,
    // nginx 1.22 knows no "g" where it is to hold as much in memory.
    headerBuffer: plain`${derive(limits.headerBufferBytes, (size) => formatBytes(size, ['m', 'k']))}`,
    isUnbuffered: !buffering.value,
    hasUpstream: needsUpstream(application),
    // A host name may have several addresses, which are as good as a list.
    hasChoice: application.sockets.length > 1 || isHostName(application),
    retriesIdempotent: retry.value === 'idempotent',
    extra: planExtra([application], 'nginx.location'),
  };
}

function isHostName({ sockets: [{ value }] }: Application): boolean {
  return value.kind === 'tcp' && value.family === 'name';
}
