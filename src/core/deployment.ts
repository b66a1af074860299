import type {
  Descriptor,
  Platform,
  Application as StatedApplication,
} from '../generated/descriptor.ts';
import { checkAreas } from './check-areas.ts';
import { checkProtocol } from './check-protocol.ts';
import { checkRedirects } from './check-redirects.ts';
import { type Diagnostic, isSamePlace } from './diagnostic.ts';
import type { Document } from './document.ts';
import { toExtra } from './extra.ts';
import { toHosts } from './hosts.ts';
import { toListen } from './listen.ts';
import type { Application, Deployment, Platforms } from './model.ts';
import { checkOwners } from './owners.ts';
import { paramProblem } from './params.ts';
import { blame, derive, type Placed } from './place.ts';
import { toProcessSettings } from './process-settings.ts';
import { toProtocol } from './protocol.ts';
import { type Notice, type Reader, reader } from './reader.ts';
import { withScript } from './script-params.ts';
import { toSiteSettings } from './site-settings.ts';
import { toSockets } from './sockets.ts';
import { toStatedTargets } from './stated-targets.ts';
import { toStatics } from './statics.ts';
import { toBytes, toMilliseconds } from './units.ts';
import { urlPathProblem } from './url-path.ts';
import { toVariables, type Variable } from './variable.ts';
import { toWebSettings } from './web-settings.ts';

export type Normalised =
  | {
      readonly ok: true;
      readonly deployment: Deployment;
    }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * Fills in the defaults and judges what a schema can't: paths, addresses, and how fields agree with each other.
 *
 * @param notice takes what the descriptor leaves to defaults
 */
export function toDeployment(
  descriptor: Descriptor,
  document: Document,
  { platforms, notice }: { readonly platforms: Platforms; readonly notice: Notice },
): Normalised {
  const diagnostics: Diagnostic[] = [];
  // What follows from a mistake at the same place is no second mistake.
  const report = (problem: Diagnostic): void => {
    if (!diagnostics.some((known) => isSamePlace(known, problem))) {
      diagnostics.push(problem);
    }
  };
  const root = reader(document, notice);
  root.withDefault('version', descriptor.version, 1);
  const platform = root.withDefault<Platform>('platform', descriptor.platform, 'debian');
  const account = platforms[platform.value];
  const webGroup = root.following('web_group', descriptor.web_group, {
    from: 'platform',
    value: account.webGroup,
  });
  const [first, ...others] = statedApplications(descriptor, root).map(({ stated, fields }) =>
    toApplication(stated, { fields, webGroup, report }),
  );
  if (first === undefined) throw new TypeError('the schema lets no empty list of apps pass');
  const hosts = toHosts(descriptor.hosts, root, report);
  const listen = toListen(descriptor, root, report);
  const deployment: Deployment = {
    path: document.path,
    flags: [],
    name: descriptor.name === undefined ? first.name : root.at('name', descriptor.name),
    platform,
    webUser: root.following('web_user', descriptor.web_user, {
      from: 'platform',
      value: account.webUser,
    }),
    webGroup,
    hosts,
    listen,
    ...toSiteSettings(descriptor, { root, hosts, listen }, report),
    applications: [first, ...others],
    targets: toStatedTargets(descriptor.targets, root.within('targets')),
  };
  checkNames(deployment.applications, report);
  for (const application of deployment.applications) checkProtocol(application, report);
  checkOwners(deployment, report);
  checkAreas(deployment, report);
  if (diagnostics.length === 0) checkRedirects(deployment, report);
  return diagnostics.length === 0 ? { ok: true, deployment } : { ok: false, diagnostics };
}

/** Whether the descriptor is one application itself or lists several. */
function statedApplications(
  descriptor: Descriptor,
  root: Reader,
): readonly { readonly stated: StatedApplication; readonly fields: Reader }[] {
  const { apps, name, socket } = descriptor;
  if (apps !== undefined) {
    return apps.map((stated, index) => ({ stated, fields: root.within('apps').within(index) }));
  }
  if (name === undefined || socket === undefined) {
    throw new TypeError('the schema lets no descriptor without name and socket pass');
  }
  return [{ stated: { ...descriptor, name, socket }, fields: root }];
}

function toApplication(
  stated: StatedApplication,
  {
    fields,
    webGroup,
    report,
  }: {
    readonly fields: Reader;
    readonly webGroup: Placed<string>;
    readonly report: (problem: Diagnostic) => void;
  },
): Application {
  const sockets = toSockets(stated, { parent: fields, webGroup }, report);
  const limits = fields.within('limits');
  const silence = derive(
    limits.withDefault('read_timeout', stated.limits?.read_timeout, '60s'),
    toMilliseconds,
  );
  const processes = toProcessSettings(stated, { fields, silence }, report);
  return {
    name: fields.at('name', stated.name),
    mount: toMount(fields.withDefault('mount', stated.mount, '/'), report),
    bareMount: fields.withDefault('bare_mount', stated.bare_mount, 'redirect'),
    protocol: toProtocol(
      fields.optional('protocol', stated.protocol),
      { fields, processes },
      report,
    ),
    sockets,
    processes: toProcesses(stated.processes, { fields, count: sockets.length }, report),
    ...processes,
    directory: fields.optional('directory', stated.directory),
    user: fields.optional('user', stated.user),
    group: fields.optional('group', stated.group),
    umask: fields.optional('umask', stated.umask?.padStart(4, '0')),
    environment: toVariables(stated.environment, fields.within('environment')),
    environmentFile: fields.optional('environment_file', stated.environment_file),
    hardening: fields.withDefault('hardening', stated.hardening, 'basic'),
    params: withScript(toParams(stated.params, fields.within('params'), report), processes),
    statics: toStatics(stated.static, fields, report),
    ...toWebSettings(stated, fields, report),
    limits: {
      bodyBytes: derive(limits.withDefault('body', stated.limits?.body, '10m'), toBytes),
      readTimeoutMilliseconds: silence,
      connectTimeoutMilliseconds: derive(
        limits.withDefault('connect_timeout', stated.limits?.connect_timeout, '5s'),
        toMilliseconds,
      ),
      sendTimeoutMilliseconds: derive(
        limits.withDefault('send_timeout', stated.limits?.send_timeout, '60s'),
        toMilliseconds,
      ),
      headerBufferBytes: derive(
        limits.withDefault('header_buffer', stated.limits?.header_buffer, '8k'),
        toBytes,
      ),
    },
    buffering: fields.withDefault('buffering', stated.buffering, true),
    websocket: fields.withDefault('websocket', stated.websocket, false),
    retry: fields.withDefault('retry', stated.retry, 'never'),
    extra: toExtra(stated.extra, fields.within('extra')),
  };
}

function toMount(mount: Placed<string>, report: (problem: Diagnostic) => void): Placed<string> {
  const problem = urlPathProblem(mount.value);
  if (problem !== null) {
    const message = `mount ${JSON.stringify(mount.value)} ${problem}`;
    report(
      blame(mount, { code: 'valid-mount', message, help: 'write the decoded path, as in "/shop"' }),
    );
  }
  return derive(mount, (path) => path.replace(/\/$/, ''));
}

function toProcesses(
  stated: number | undefined,
  { fields, count }: { readonly fields: Reader; readonly count: number },
  report: (problem: Diagnostic) => void,
): Placed<number> {
  const processes =
    count > 1
      ? fields.following('processes', stated, { from: 'socket', value: count })
      : fields.withDefault('processes', stated, count);
  if (count > 1 && processes.value !== count) {
    report(
      blame(processes, {
        code: 'valid-processes',
        message: `${processes.value} processes cannot stand behind ${count} sockets`,
        help: `with a list of sockets there is one process for each: write ${count}, or leave it out`,
      }),
    );
  }
  return processes;
}

function toParams(
  stated: Readonly<Record<string, string>> | undefined,
  fields: Reader,
  report: (problem: Diagnostic) => void,
): readonly Variable[] {
  const params = toVariables(stated, fields);
  for (const { name } of params) {
    const problem = paramProblem(name.value);
    if (problem === null) continue;
    const message = `"${name.value}" cannot be set under "params": it ${problem}`;
    report(blame(name, { code: 'valid-params', message, help: 'leave it out' }));
  }
  return params;
}

function checkNames(
  applications: readonly Application[],
  report: (problem: Diagnostic) => void,
): void {
  const seen = new Set<string>();
  const names = applications.map(({ name }) => name);
  const workers = applications.flatMap((application) =>
    application.workers.map(({ name }) => name),
  );
  for (const name of [...names, ...workers]) {
    if (seen.has(name.value)) {
      report(
        blame(name, {
          code: 'unique-name',
          message: `two applications${workers.includes(name) ? ' or workers' : ''} are named "${name.value}"`,
          help: 'files, units and programs are named after applications: give each its own',
        }),
      );
    }
    seen.add(name.value);
  }
}
