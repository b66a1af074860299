import type { Rule } from '../core/rule.ts';
import { noAllowOfNobody } from './no-allow-of-nobody.ts';
import { noApacheConnectionReuse } from './no-apache-connection-reuse.ts';
import { noCertificateWithoutChain } from './no-certificate-without-chain.ts';
import { noChallengeWithoutPort80 } from './no-challenge-without-port-80.ts';
import { noClampedBacklog } from './no-clamped-backlog.ts';
import { noCodeInStatic } from './no-code-in-static.ts';
import { noCommandWithoutFastcgi } from './no-command-without-fastcgi.ts';
import { noDevelopmentServer } from './no-development-server.ts';
import { noEmptyBareMountWithFlup } from './no-empty-bare-mount-with-flup.ts';
import { noEphemeralPort } from './no-ephemeral-port.ts';
import { noFolderAsScript } from './no-folder-as-script.ts';
import { noGatewayVariableInEnvironment } from './no-gateway-variable-in-environment.ts';
import { noHomeWithStrictHardening } from './no-home-with-strict-hardening.ts';
import { noHostNameInSocketList } from './no-host-name-in-socket-list.ts';
import { noHostWithoutDomain } from './no-host-without-domain.ts';
import { noHstsWithoutRedirect } from './no-hsts-without-redirect.ts';
import { noHstsWithoutTls } from './no-hsts-without-tls.ts';
import { noHugeHeaderBuffer } from './no-huge-header-buffer.ts';
import { noLocalhostSocket } from './no-localhost-socket.ts';
import { noLogWithoutRotation } from './no-log-without-rotation.ts';
import { noLongSocketPath } from './no-long-socket-path.ts';
import { noLostSocketFolder } from './no-lost-socket-folder.ts';
import { noMultiwatchSignal } from './no-multiwatch-signal.ts';
import { noNestedProcesses } from './no-nested-processes.ts';
import { noNetworkWithStrictHardening } from './no-network-with-strict-hardening.ts';
import { noNumberedCertificate } from './no-numbered-certificate.ts';
import { noOpenUmask } from './no-open-umask.ts';
import { noPasswordInTheClear } from './no-password-in-the-clear.ts';
import { noPercentEncodedUrl } from './no-percent-encoded-url.ts';
import { noPhpFpmCommand } from './no-php-fpm-command.ts';
import { noPhpWithoutScript } from './no-php-without-script.ts';
import { noPrivilegedPort } from './no-privileged-port.ts';
import { noPublicSocket } from './no-public-socket.ts';
import { noRedirectToPlainHttp } from './no-redirect-to-plain-http.ts';
import { noRelativeScript } from './no-relative-script.ts';
import { noRepeatedSetting } from './no-repeated-setting.ts';
import { noRetryWithOneSocket } from './no-retry-with-one-socket.ts';
import { noRetryWithSideEffects } from './no-retry-with-side-effects.ts';
import { noRootUser } from './no-root-user.ts';
import { noSecondManager } from './no-second-manager.ts';
import { noSecretInEnvironment } from './no-secret-in-environment.ts';
import { noSecretInStatic } from './no-secret-in-static.ts';
import { noSelfBindingCommand } from './no-self-binding-command.ts';
import { noServerVariable } from './no-server-variable.ts';
import { noShadowingStatic } from './no-shadowing-static.ts';
import { noSharedSocket } from './no-shared-socket.ts';
import { noShellCommand } from './no-shell-command.ts';
import { noSmallHeaderBuffer } from './no-small-header-buffer.ts';
import { noSocketAtListenAddress } from './no-socket-at-listen-address.ts';
import { noSocketInHome } from './no-socket-in-home.ts';
import { noSocketInTmp } from './no-socket-in-tmp.ts';
import { noSpecialSocketPath } from './no-special-socket-path.ts';
import { noStaticInHome } from './no-static-in-home.ts';
import { noStaticInTmp } from './no-static-in-tmp.ts';
import { noStreamingWithOneProcess } from './no-streaming-with-one-process.ts';
import { noSystemFolderAsStatic } from './no-system-folder-as-static.ts';
import { noTinyBacklog } from './no-tiny-backlog.ts';
import { noTrustInEverybody } from './no-trust-in-everybody.ts';
import { noUnbindableSocketPath } from './no-unbindable-socket-path.ts';
import { noUnenforcedBodyLimit } from './no-unenforced-body-limit.ts';
import { noUnwritableSocket } from './no-unwritable-socket.ts';
import { noUwsgiReloadAtStop } from './no-uwsgi-reload-at-stop.ts';
import { noUwsgiWithoutMaster } from './no-uwsgi-without-master.ts';
import { noWebServerUser } from './no-web-server-user.ts';
import { noWildcardFirstHost } from './no-wildcard-first-host.ts';
import { noWorldWritableSocket } from './no-world-writable-socket.ts';

/** Every rule, by its code. */
export const rules: readonly Rule[] = [
  noAllowOfNobody,
  noApacheConnectionReuse,
  noCertificateWithoutChain,
  noChallengeWithoutPort80,
  noClampedBacklog,
  noCodeInStatic,
  noCommandWithoutFastcgi,
  noDevelopmentServer,
  noEmptyBareMountWithFlup,
  noEphemeralPort,
  noFolderAsScript,
  noGatewayVariableInEnvironment,
  noHomeWithStrictHardening,
  noHostNameInSocketList,
  noHostWithoutDomain,
  noHstsWithoutRedirect,
  noHstsWithoutTls,
  noHugeHeaderBuffer,
  noLocalhostSocket,
  noLogWithoutRotation,
  noLongSocketPath,
  noLostSocketFolder,
  noMultiwatchSignal,
  noNestedProcesses,
  noNetworkWithStrictHardening,
  noNumberedCertificate,
  noOpenUmask,
  noPasswordInTheClear,
  noPercentEncodedUrl,
  noPhpFpmCommand,
  noPhpWithoutScript,
  noPrivilegedPort,
  noPublicSocket,
  noRedirectToPlainHttp,
  noRelativeScript,
  noRepeatedSetting,
  noRetryWithOneSocket,
  noRetryWithSideEffects,
  noRootUser,
  noSecondManager,
  noSecretInEnvironment,
  noSecretInStatic,
  noSelfBindingCommand,
  noServerVariable,
  noShadowingStatic,
  noSharedSocket,
  noShellCommand,
  noSmallHeaderBuffer,
  noSocketAtListenAddress,
  noSocketInHome,
  noSocketInTmp,
  noSpecialSocketPath,
  noStaticInHome,
  noStaticInTmp,
  noStreamingWithOneProcess,
  noSystemFolderAsStatic,
  noTinyBacklog,
  noTrustInEverybody,
  noUnbindableSocketPath,
  noUnenforcedBodyLimit,
  noUnwritableSocket,
  noUwsgiReloadAtStop,
  noUwsgiWithoutMaster,
  noWebServerUser,
  noWildcardFirstHost,
  noWorldWritableSocket,
];
