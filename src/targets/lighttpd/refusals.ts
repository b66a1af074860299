import { bracketed } from '../../core/address.ts';
import type { Diagnostic } from '../../core/diagnostic.ts';
import type { Application, Deployment } from '../../core/model.ts';
import type { PlanOptions } from '../../core/target.ts';
import { refuseEverybody } from '../refuse-everybody.ts';
import { refuseFallthroughToHttp } from '../refuse-fallthrough-to-http.ts';
import { unsupported } from '../unsupported.ts';
import { findParam } from './backend.ts';
import { PAGE_NAME } from './maintenance.ts';

/** What lighttpd can't do with values that it has fields for. */
export function findRefusals(
  { applications, listen, tls, trustedProxies }: Deployment,
  { layout }: PlanOptions,
): readonly Diagnostic[] {
  return [
    ...applications.flatMap((application) => [
      ...refuseTimes(application),
      ...refuseBody(application),
      ...refuseParams(application),
      ...refuseLogins(application),
      ...refusePage(application),
      ...refuseFallthroughToHttp('lighttpd', application),
      ...refuseEverybody('lighttpd', application.allow),
      ...refuseOverHttp(application, trustedProxies),
    ]),
    ...refuseEverybody('lighttpd', trustedProxies),
    ...(layout === 'site' ? [...refuseListen(listen), ...refuseTls(tls)] : []),
  ];
}

// 1.4.69 keeps time-outs in 16 bits and sizes in 32: 65537 seconds are one, 4294967296 kilobytes no limit at all.
const LONGEST_SECONDS = 65_535;
const LARGEST_KILOBYTES = 4_294_967_295;

function refuseTimes({ limits }: Application): readonly Diagnostic[] {
  const times = [
    limits.connectTimeoutMilliseconds,
    limits.sendTimeoutMilliseconds,
    limits.readTimeoutMilliseconds,
  ];
  return times.flatMap((time) => {
    if (time.value % 1000 !== 0) {
      const message = 'lighttpd takes whole seconds only';
      return [unsupported(time, message, 'write whole seconds, such as 1s')];
    }
    if (time.value / 1000 <= LONGEST_SECONDS) return [];
    const message = `lighttpd takes at most ${LONGEST_SECONDS} seconds`;
    return [unsupported(time, message, `write at most ${LONGEST_SECONDS}s`)];
  });
}

function refuseBody({ limits: { bodyBytes } }: Application): readonly Diagnostic[] {
  if (bodyBytes.value % 1024 !== 0) {
    const message = `lighttpd counts bodies in kilobytes, and ${bodyBytes.value} bytes are no whole number of them`;
    const kilobytes = Math.ceil(bodyBytes.value / 1024);
    return [unsupported(bodyBytes, message, `write whole kilobytes, such as ${kilobytes}k`)];
  }
  if (bodyBytes.value / 1024 <= LARGEST_KILOBYTES) return [];
  const message = `lighttpd takes at most ${LARGEST_KILOBYTES} kilobytes`;
  return [unsupported(bodyBytes, message, `write at most ${LARGEST_KILOBYTES}k`)];
}

/** Parameters that lighttpd sends itself, and the values that it can be brought to send. */
function refuseParams(application: Application): readonly Diagnostic[] {
  const root = findParam(application, 'DOCUMENT_ROOT');
  const status = findParam(application, 'REDIRECT_STATUS');
  const found: Diagnostic[] = [];
  if (root !== null && root.value === '') {
    const message = 'lighttpd cannot send an empty DOCUMENT_ROOT';
    found.push(unsupported(root, message, 'leave it out, or name a folder'));
  }
  if (root !== null && findParam(application, 'SCRIPT_FILENAME') !== null) {
    const message = 'lighttpd cannot send a DOCUMENT_ROOT beside a SCRIPT_FILENAME';
    found.push(unsupported(root, message, 'leave it out: it will be the SCRIPT_FILENAME'));
  }
  if (status !== null && status.value !== '200') {
    const message = `lighttpd sends "200" as REDIRECT_STATUS, and cannot send "${status.value}"`;
    found.push(unsupported(status, message, 'write "200", or leave it out'));
  }
  return found;
}

function refuseLogins({ auth, passAuthorization }: Application): readonly Diagnostic[] {
  if (auth === null) return [];
  const found: Diagnostic[] = [];
  if (!passAuthorization.value) {
    const message = 'lighttpd cannot take the Authorization header away where it needs it itself';
    found.push(unsupported(passAuthorization, message, 'leave "pass_authorization" or "auth" out'));
  }
  const taken = new Set<string>();
  for (const path of auth.paths) {
    const lower = path.value.toLowerCase();
    if (taken.has(lower)) {
      // 1.4.69 takes the second condition for the first and forgets it.
      const message = `lighttpd cannot tell "${path.value}" from another path of the list that differs in case only`;
      found.push(unsupported(path, message, 'leave one of them out'));
    }
    taken.add(lower);
  }
  return found;
}

function refusePage({ maintenance }: Application): readonly Diagnostic[] {
  if (maintenance === null) return [];
  const { page, isActive, retryAfterSeconds } = maintenance;
  const found: Diagnostic[] = [];
  if (!PAGE_NAME.test(page.value)) {
    const message = `lighttpd shows pages named for their status, and "${page.value}" does not end in "503.html"`;
    found.push(unsupported(page, message, 'name it 503.html, in a folder of its own'));
  }
  if (retryAfterSeconds !== null && !isActive.value) {
    const message = 'lighttpd cannot send Retry-After with one status only';
    const help = 'leave it out unless "active" is true';
    found.push(unsupported(retryAfterSeconds, message, help));
  }
  return found;
}

/** mod_proxy tells the address of the connection, whatever mod_extforward makes of it, and mod_setenv knows no variables. */
function refuseOverHttp(
  { protocol, auth }: Application,
  trustedProxies: Deployment['trustedProxies'],
): readonly Diagnostic[] {
  if (protocol.value !== 'http') return [];
  const help = 'use "fastcgi" where the application can, or another web server';
  const [network] = trustedProxies ?? [];
  return [
    ...(auth === null
      ? []
      : [unsupported(auth.file, 'lighttpd cannot tell over http who the user is', help)]),
    ...(network === undefined
      ? []
      : [unsupported(network, 'lighttpd names the proxy over http, not its client', help)]),
  ];
}

function refuseTls(tls: Deployment['tls']): readonly Diagnostic[] {
  if (tls === null || tls.http2.value) return [];
  const message = 'lighttpd has HTTP/2 for the whole server or not at all';
  const help =
    'leave it out, and set "server.h2proto" of server.feature-flags in the main configuration';
  return [unsupported(tls.http2, message, help)];
}

/** An address cannot be bound beside all addresses of its port. */
function refuseListen(listen: Deployment['listen']): readonly Diagnostic[] {
  return listen.flatMap((address) => {
    const { host, port } = address.value;
    const around = listen.find(({ value }) => value.port === port && covers(value.host, host));
    if (around === undefined) return [];
    const all = around.value.host === null ? 'every address' : bracketed(around.value.host);
    const message = `lighttpd cannot listen at ${host} beside ${all} of port ${port}`;
    return [unsupported(address, message, 'leave it out: it is covered already')];
  });
}

function covers(all: string | null, host: string | null): boolean {
  if (host === null || host === all) return false;
  return all === null || all === (host.includes(':') ? '::' : '0.0.0.0');
}
