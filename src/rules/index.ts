import type { Rule } from '../core/rule.ts';
import { noCodeInStatic } from './no-code-in-static.ts';
import { noEmptyBareMountWithFlup } from './no-empty-bare-mount-with-flup.ts';
import { noFolderAsScript } from './no-folder-as-script.ts';
import { noHostNameInSocketList } from './no-host-name-in-socket-list.ts';
import { noHostWithoutDomain } from './no-host-without-domain.ts';
import { noHugeHeaderBuffer } from './no-huge-header-buffer.ts';
import { noListenTwice } from './no-listen-twice.ts';
import { noLocalhostSocket } from './no-localhost-socket.ts';
import { noPercentEncodedUrl } from './no-percent-encoded-url.ts';
import { noPhpWithoutScript } from './no-php-without-script.ts';
import { noRelativeScript } from './no-relative-script.ts';
import { noRetryWithOneSocket } from './no-retry-with-one-socket.ts';
import { noRetryWithSideEffects } from './no-retry-with-side-effects.ts';
import { noServerVariable } from './no-server-variable.ts';
import { noShadowingStatic } from './no-shadowing-static.ts';
import { noSmallHeaderBuffer } from './no-small-header-buffer.ts';
import { noSocketAtListenAddress } from './no-socket-at-listen-address.ts';
import { noSocketInTmp } from './no-socket-in-tmp.ts';
import { noStaticInHome } from './no-static-in-home.ts';
import { noStaticInTmp } from './no-static-in-tmp.ts';
import { noStreamingWithOneProcess } from './no-streaming-with-one-process.ts';
import { noSystemFolderAsStatic } from './no-system-folder-as-static.ts';
import { noUnenforcedBodyLimit } from './no-unenforced-body-limit.ts';
import { noUnmatchableHost } from './no-unmatchable-host.ts';
import { noWildcardFirstHost } from './no-wildcard-first-host.ts';

/** Every rule, by its code. */
export const rules: readonly Rule[] = [
  noCodeInStatic,
  noEmptyBareMountWithFlup,
  noFolderAsScript,
  noHostNameInSocketList,
  noHostWithoutDomain,
  noHugeHeaderBuffer,
  noListenTwice,
  noLocalhostSocket,
  noPercentEncodedUrl,
  noPhpWithoutScript,
  noRelativeScript,
  noRetryWithOneSocket,
  noRetryWithSideEffects,
  noServerVariable,
  noShadowingStatic,
  noSmallHeaderBuffer,
  noSocketAtListenAddress,
  noSocketInTmp,
  noStaticInHome,
  noStaticInTmp,
  noStreamingWithOneProcess,
  noSystemFolderAsStatic,
  noUnenforcedBodyLimit,
  noUnmatchableHost,
  noWildcardFirstHost,
];
