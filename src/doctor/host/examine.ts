import { encodePath, toByteString } from '../../core/byte-string.ts';
import type { Application, Deployment } from '../../core/model.ts';
import { route } from '../../core/route.ts';
import { withScript } from '../../core/script-params.ts';
import type { Finding } from '../finding.ts';
import { checkCommand } from './check-command.ts';
import { checkFiles, type Rendered } from './check-files.ts';
import { checkManager } from './check-manager.ts';
import { checkModules } from './check-modules.ts';
import { addressOf, checkSocket, nameOf } from './check-socket.ts';
import { checkWeb } from './check-web.ts';
import type { Host } from './host.ts';
import { type Answered, judgeAnswer } from './judge-answer.ts';

export interface Examination {
  /** At most one for each application, the first cause that there is; what is common comes after them. */
  readonly findings: readonly Finding[];
  /** What was asked, and answered well. */
  readonly healthy: readonly Healthy[];
  /** What could not be seen. */
  readonly unseen: readonly string[];
}

export interface Healthy extends Answered {
  readonly application: string;
  readonly socket: string;
}

/** Looks for the reason why a deployment does not work on a host, from the applications outwards. */
export async function examine(
  deployment: Deployment,
  host: Host,
  rendered?: Rendered,
): Promise<Examination> {
  const healthy: Healthy[] = [];
  const unseen = new Set<string>();
  const look = {
    deployment,
    host,
    note: (what: string) => void unseen.add(what),
    healthy,
    rendered,
  };
  const findings: Finding[] = [];
  for (const application of deployment.applications) {
    findings.push(...listed(await examineApplication(application, look)));
  }
  // What is between the applications and the clients matters when they themselves are well.
  if (findings.length === 0) findings.push(...listed(await examineRest(look)));
  if (!host.isRoot) unseen.add('all that only root may see');
  return { findings, healthy, unseen: [...unseen] };
}

async function examineRest(look: Look): Promise<Finding | null> {
  const { deployment, host, note, healthy } = look;
  const wrong =
    (await checkFiles(deployment, look)) ?? (await checkModules(deployment, host, note));
  if (wrong !== null) return wrong;
  for (const application of deployment.applications) {
    const answered = healthy.find((each) => each.application === application.name.value);
    if (answered === undefined) continue;
    const behind = await checkWeb(application, answered, { deployment, host, note });
    if (behind !== null) return behind;
  }
  return null;
}

function listed(finding: Finding | null): readonly Finding[] {
  return finding === null ? [] : [finding];
}

interface Look {
  readonly deployment: Deployment;
  readonly host: Host;
  readonly note: (what: string) => void;
  readonly healthy: Healthy[];
  readonly rendered: Rendered | undefined;
}

async function examineApplication(application: Application, look: Look): Promise<Finding | null> {
  const { host, note, healthy, deployment } = look;
  const unable = await checkCommand(application, host, note);
  if (unable !== null) return unable;
  const down = await checkManager(application, host);
  if (down !== null) return down;
  for (const { value: socket } of application.sockets) {
    const shut = await checkSocket(application, socket, look);
    if (shut !== null) return shut;
    const address = addressOf(socket);
    const name = nameOf(address);
    if ((await host.connect(address)) !== 'accepted') continue;
    const answer = await host.ask({
      address,
      protocol: application.protocol.value,
      parameters: parametersOf(application, deployment),
      timeoutMilliseconds: application.limits.readTimeoutMilliseconds.value,
    });
    const judgement = judgeAnswer(answer, application, name);
    if (!judgement.ok) return judgement.finding;
    const { answered } = judgement;
    healthy.push({ application: application.name.value, socket: name, ...answered });
  }
  return null;
}

/** Of a GET for the application's own URL. */
function parametersOf(
  application: Application,
  deployment: Deployment,
): readonly (readonly [string, string])[] {
  const target = `${encodePath(application.mount.value)}/`;
  const host = deployment.hosts[0]?.value ?? 'localhost';
  const answer = route(deployment, { method: 'GET', target, host });
  const variables =
    answer.kind === 'application' && answer.application === application ? answer.variables : {};
  const common = {
    GATEWAY_INTERFACE: 'CGI/1.1',
    SERVER_PROTOCOL: 'HTTP/1.1',
    SERVER_SOFTWARE: 'deploygen',
    SERVER_NAME: host,
    SERVER_PORT: '80',
    SERVER_ADDR: '127.0.0.1',
    REMOTE_ADDR: '127.0.0.1',
    REMOTE_PORT: '0',
    REQUEST_METHOD: 'GET',
    REQUEST_SCHEME: 'http',
    REQUEST_URI: target,
    SCRIPT_NAME: toByteString(application.mount.value),
    PATH_INFO: '/',
    QUERY_STRING: '',
    HTTP_HOST: host,
  };
  const own = withScript(application.params, application).map(
    ({ name, value }) => [name.value, toByteString(value.value)] as const,
  );
  return Object.entries({ ...common, ...Object.fromEntries(own), ...variables });
}
