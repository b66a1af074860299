import type { Application, Deployment } from '../../core/model.ts';
import { derive } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
import type { BasicAuth } from '../../core/site.ts';
import { formatBytes, formatTime } from '../../core/units.ts';
import { plain, regex, word } from '../../dialects/nginx.ts';
import { planExtra } from '../extra.ts';
import { planAccess, planUser } from './access.ts';
import { hiddenHeaders } from './headers.ts';
import { planFailure } from './maintenance.ts';
import { type Part, partUri } from './part.ts';
import { planConnection } from './proxies.ts';
import { needsUpstream, passOf } from './upstream.ts';

/** A location for a part of a mount. */
export function planMount(part: Part, site: Deployment): Context {
  const { application, url, isBelow, auth } = part;
  return {
    ...planPassing(application, auth, site),
    url: partUri(part),
    isRoot: isBelow && url.value === '',
    isBare: !isBelow && url.value === application.mount.value,
  };
}

/** A location that passes requests on to an application. */
export function planPassing(
  application: Application,
  auth: BasicAuth | null,
  site: Deployment,
): Context {
  const { mount, bareMount, limits, buffering, retry, params, passAuthorization } = application;
  return {
    isHttp: application.protocol.value === 'http',
    isBareEmpty: bareMount.value === 'empty',
    isRootMount: mount.value === '',
    // (?s): a newline in the path; nginx 1.22 truncates at it otherwise.
    splitPattern: regex`(?s)^(${mount})(/.*)$`,
    pass: passOf(application),
    params: params.map(({ name, value }) => ({ name: plain`${name}`, value: word`${value}` })),
    body: plain`${derive(limits.bodyBytes, formatBytes)}`,
    connectTimeout: plain`${derive(limits.connectTimeoutMilliseconds, formatTime)}`,
    sendTimeout: plain`${derive(limits.sendTimeoutMilliseconds, formatTime)}`,
    readTimeout: plain`${derive(limits.readTimeoutMilliseconds, formatTime)}`,
    // nginx 1.22 knows no "g" where it is to hold as much in memory.
    headerBuffer: plain`${derive(limits.headerBufferBytes, (size) => formatBytes(size, ['m', 'k']))}`,
    upgrades: application.websocket.value,
    isUnbuffered: !buffering.value,
    hasUpstream: needsUpstream(application),
    // A host name may have several addresses, which are as good as a list.
    hasChoice: application.sockets.length > 1 || isHostName(application),
    retriesIdempotent: retry.value === 'idempotent',
    hidden: hiddenHeaders(application, site),
    passesAuthorization: passAuthorization.value,
    ...planUser(application, auth),
    ...planConnection(site),
    ...planAccess(application, auth),
    ...planFailure(application),
    extra: planExtra([application], 'nginx.location'),
  };
}

function isHostName({ sockets: [{ value }] }: Application): boolean {
  return value.kind === 'tcp' && value.family === 'name';
}
