import type { Application, Deployment, Socket, Variable } from '../../core/model.ts';
import { derive, type Placed } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
import type { Layout } from '../../core/target.ts';
import type { Token } from '../../core/token.ts';
import { integer, string } from '../../dialects/lighttpd.ts';
import { planExtra } from '../extra.ts';
import { planRemoved } from './request-headers.ts';

/** Which requests are passed on, and in which layout. */
export interface Passed {
  readonly at: 'below' | 'bare';
  readonly deployment: Deployment;
  readonly layout: Layout;
}

/** How requests are passed to an application: those below its mount, or that for the bare mount. */
export function planBackend(application: Application, { at, deployment, layout }: Passed): Context {
  const { bareMount, sockets, limits, buffering } = application;
  const key = keyOf(application);
  const script = findParam(application, 'SCRIPT_FILENAME');
  const removed = planRemoved(application, deployment);
  const params = application.params.filter(({ name }) => !SENT.has(name.value)).map(toTokens);
  if (at === 'bare' && bareMount.value === 'slash') {
    params.unshift({ name: string`PATH_INFO`, value: string`/` });
  }
  return {
    key,
    // A site has a condition on the host, which a request without one does not meet.
    answersAnyHost: layout !== 'site',
    scripts: script === null ? [] : [{ key, path: string`${script}` }],
    removesHeaders: removed.length > 0,
    removed,
    hasParams: params.length > 0,
    params,
    bodyKilobytes: integer`${derive(limits.bodyBytes, (bytes) => bytes / 1024)}`,
    isUnbuffered: !buffering.value,
    upgrades: application.websocket.value,
    extra: planExtra([application], 'lighttpd.application'),
    hasSeveralSockets: sockets.length > 1,
    sockets: sockets.map(({ value }) => ({
      ...planSocket(value),
      ...planHost(application),
    })),
  };
}

/**
 * What lighttpd sends of its own accord, whatever setenv says: stated there, it would arrive twice. The first two are
 * stated where lighttpd takes them from, the third is always "200"; see refusals.ts.
 */
const SENT = new Set(['SCRIPT_FILENAME', 'DOCUMENT_ROOT', 'REDIRECT_STATUS']);

/** The value of a parameter that the descriptor states, or null. */
export function findParam({ params }: Application, wanted: string): Placed<string> | null {
  return params.find(({ name }) => name.value === wanted)?.value ?? null;
}

function planSocket(socket: Socket): Context {
  if (socket.kind === 'unix') return { isUnix: true, path: string`${socket.path}` };
  return { isUnix: false, host: string`${socket.host}`, port: integer`${socket.port}` };
}

/** What each of several sockets says again. */
function planHost(application: Application): Context {
  const { mount, limits } = application;
  const root = findParam(application, 'DOCUMENT_ROOT');
  return {
    isRoot: mount.value === '',
    documentRoots: root === null ? [] : [string`${root}`],
    connectTimeout: seconds(limits.connectTimeoutMilliseconds),
    writeTimeout: seconds(limits.sendTimeoutMilliseconds),
    readTimeout: seconds(limits.readTimeoutMilliseconds),
  };
}

/** What lighttpd takes off the path for SCRIPT_NAME; "/" with fix-root-scriptname takes nothing. */
function keyOf({ mount }: Application): Token {
  return mount.value === '' ? string`/` : string`${mount}`;
}

function toTokens({ name, value }: Variable): { readonly name: Token; readonly value: Token } {
  return { name: string`${name}`, value: string`${value}` };
}

function seconds(milliseconds: Placed<number>): Token {
  return integer`${derive(milliseconds, (time) => time / 1000)}`;
}
