import type { Diagnostic } from '../../core/diagnostic.ts';
import type { Application, Deployment } from '../../core/model.ts';
import type { PlanOptions } from '../../core/target.ts';
import { refuseEverybody } from '../refuse-everybody.ts';
import { refuseFallthroughToHttp } from '../refuse-fallthrough-to-http.ts';
import { unsupported } from '../unsupported.ts';
import { canBeDecoded, hasQuery } from './redirect-target.ts';

/** What Apache can't do with values that it has fields for. */
export function findRefusals(
  { applications, trustedProxies }: Deployment,
  { layout }: PlanOptions,
): readonly Diagnostic[] {
  return [
    ...applications.flatMap((application) => [
      ...refuseSocketPaths(application),
      ...refuseTimes(application),
      ...refuseRedirects(application),
      ...refusePages(application),
      ...refuseFallthroughToHttp('apache', application),
      ...refuseEverybody('apache', application.allow),
      ...(layout === 'fragment' ? refuseServerExtra(application) : []),
    ]),
    ...refuseEverybody('apache', trustedProxies),
  ];
}

/** A fragment stands within a virtual host. */
function refuseServerExtra({ extra }: Application): readonly Diagnostic[] {
  return extra
    .filter(({ target, position }) => target === 'apache' && position.value === 'server')
    .map(({ position }) => {
      const message = '"extra.apache.server" is not supported in the layout "fragment"';
      return unsupported(position, message, 'put it into your own main configuration');
    });
}

/** 2.4.71 answers 503 behind the first two, and does not start with the third. */
function refuseSocketPaths({ sockets }: Application): readonly Diagnostic[] {
  return sockets.flatMap(({ value }) => {
    const found = value.kind === 'unix' ? /[#?|]/.exec(value.path.value) : null;
    if (value.kind !== 'unix' || found === null) return [];
    const message = `apache cannot reach a socket whose path has a "${found[0]}"`;
    return [unsupported(value.path, message, 'use a path without "#", "?" and "|"')];
  });
}

/** Both queries need an expression, whose path 2.4.71 encodes itself. */
function refuseRedirects({ redirects }: Application): readonly Diagnostic[] {
  return redirects
    .filter(({ to }) => hasQuery(to.value) && !canBeDecoded(to.value))
    .map(({ to }) => {
      const message = `apache cannot add the query of a request to "${to.value}"`;
      const help = 'redirect to a URL without a query, or to a path without encoded delimiters';
      return unsupported(to, message, help);
    });
}

/** 2.4.71 reads the page as `%{file:PATH}`, which has no quotes. */
function refusePages({ maintenance }: Application): readonly Diagnostic[] {
  if (maintenance === null || /^[\w./ +@=-]+$/.test(maintenance.page.value)) return [];
  const message = `apache cannot name the page "${maintenance.page.value}"`;
  return [unsupported(maintenance.page, message, 'use letters, digits, spaces and _./+@=- only')];
}

// 2.4.71 keeps seconds in 31 bits, and takes "500ms" for 500 seconds where only seconds are meant.
const LONGEST_SECONDS = 2_147_483_647;

function refuseTimes({ limits }: Application): readonly Diagnostic[] {
  const { connectTimeoutMilliseconds: connect, readTimeoutMilliseconds: read } = limits;
  const tooLong = [connect, read]
    .filter(({ value }) => value > LONGEST_SECONDS * 1000)
    .map((time) => {
      const message = `apache takes at most ${LONGEST_SECONDS} seconds`;
      return unsupported(time, message, 'write a shorter time');
    });
  if (read.value % 1000 === 0) return tooLong;
  const message = 'apache takes whole seconds only as "read_timeout"';
  return [...tooLong, unsupported(read, message, 'write whole seconds, such as 1s')];
}
