import { encodePath } from '../../core/byte-string.ts';
import { byHand, run, type Step } from '../../core/installation.ts';
import type { Application, Deployment } from '../../core/model.ts';
import { route } from '../../core/route.ts';
import { installation } from '../../deploygen.ts';
import type { Finding } from '../finding.ts';
import { found } from './found.ts';
import type { Host } from './host.ts';
import { isForeign } from './is-foreign.ts';
import type { Answered } from './judge-answer.ts';

/** Asks the web server what the application was asked, and compares. Nothing can be asked of a fragment. */
export async function checkWeb(
  application: Application,
  answered: Answered,
  {
    deployment,
    host,
    note,
  }: {
    readonly deployment: Deployment;
    readonly host: Host;
    readonly note: (what: string) => void;
  },
): Promise<Finding | null> {
  const [name] = deployment.hosts;
  const listens = deployment.listen.map(({ value }) => value);
  const listen = listens.find(({ isTls }) => isTls) ?? listens[0];
  if (name === undefined || listen === undefined) {
    note('the web server: the descriptor has no "hosts", so its address is not known');
    return null;
  }
  const target = `${encodePath(application.mount.value)}/`;
  const { port, isTls } = listen;
  const question = { host: listen.host ?? '127.0.0.1', port, isTls, name: name.value, target };
  const answer = await host.askWeb(question);
  const where = `http${isTls ? 's' : ''}://${name.value}:${port}${target}`;
  const server = serviceOf(deployment);
  if (answer.kind === 'none') {
    return found(
      'web-server-down',
      `the web server does not answer at ${question.host}:${port}: ${answer.message}`,
      run('check its configuration and start it', 'systemctl', 'restart', server),
    );
  }
  const scheme = isTls ? 'https' : 'http';
  const expected = route(deployment, { method: 'GET', target, host: name.value, scheme });
  if (isForeign(answer, { expected, answered, isTls })) {
    return found(
      'site-not-enabled',
      `${where} is ${answer.status} from somebody else${answer.server === '' ? '' : ` ("${answer.server}")`}, though the application itself answers ${answered.status}`,
      look(server, name.value),
      ...(installation(deployment, TARGETS[server])?.enable ?? []),
      byHand('where it is enabled, take its name from the other site that has it'),
    );
  }
  if (GATEWAY_FAILURES.includes(answer.status) && !expected.statuses?.includes(answer.status)) {
    return found(
      'web-server-differs',
      `${where} is ${answer.status}, though the application itself answers ${answered.status}`,
      run('see why', 'journalctl', '-u', server, '-n', '20'),
      run('have it read its configuration', 'systemctl', 'reload', server),
    );
  }
  return null;
}

const GATEWAY_FAILURES = [502, 503, 504];

/** Shows which sites the web server has read. */
function look(server: Service, name: string): Step {
  const why = `see whether "${name}" is among the sites that it has read, and what else is there`;
  if (server === 'nginx') return run(why, 'nginx', '-T');
  if (server === 'lighttpd') return run(why, 'lighttpd', '-p', '-f', '/etc/lighttpd/lighttpd.conf');
  return run(why, server === 'apache2' ? 'apache2ctl' : server, '-S');
}

type Service = keyof typeof TARGETS;

const TARGETS = { nginx: 'nginx', apache2: 'apache', httpd: 'apache', lighttpd: 'lighttpd' };

/** The unit of the web server, as its package calls it. */
export function serviceOf({ targets, platform }: Deployment): Service {
  const names = targets.map(({ name }) => name.value);
  if (names.includes('apache')) return platform.value === 'debian' ? 'apache2' : 'httpd';
  return names.includes('lighttpd') ? 'lighttpd' : 'nginx';
}
