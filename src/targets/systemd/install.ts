import {
  byHand,
  type Destination,
  type Installation,
  run,
  type Step,
} from '../../core/installation.ts';
import type { Application, Deployment } from '../../core/model.ts';
import { askSocket } from '../ask-socket.ts';
import { checkOwnPhpFpm, installOwnPhpFpm } from '../own-php-fpm.ts';
import { makeLogFolder } from '../preparations.ts';
import { newAccounts, sysusersFile } from '../sysusers.ts';
import { installTmpfiles } from '../tmpfiles-installation.ts';
import { type ServiceUnit, serviceUnits, unitFile } from './service-units.ts';

/** Units of every platform go to the same folder. The socket stays open whatever happens to the processes. */
export function install({ applications, platform }: Deployment): Installation {
  const services = applications.map((application) => ({
    application,
    units: serviceUnits(application, platform.value),
  }));
  const tmpfiles = applications.map(installTmpfiles);
  const sysusers = applications.filter(needsSysusers);
  const reread = [
    ...sysusers.map((application) =>
      run('make the accounts', 'systemd-sysusers', sysusersPath(application)),
    ),
    ...tmpfiles.flatMap(({ create }) => create),
    run('let systemd read the units', 'systemctl', 'daemon-reload'),
  ];
  const change = [...reread, ...services.flatMap(replaceProcesses)];
  return {
    files: [
      ...sysusers.map((application) =>
        fileAt(sysusersFile(application), sysusersPath(application)),
      ),
      ...tmpfiles.flatMap(({ files }) => files),
      ...services.flatMap(configurationFiles),
    ],
    check: [
      ...applications.flatMap(makeLogFolder),
      ...applications.flatMap((application) => checkOwnPhpFpm(application, platform.value)),
      verify(services),
    ],
    enable: [
      ...reread,
      ...services.flatMap((service) => [
        ...socketsOf(service).map((socket) =>
          run('open the socket', 'systemctl', 'enable', '--now', socket),
        ),
        run('start the processes', 'systemctl', 'enable', '--now', targetOf(service)),
      ]),
      ...applications.map(askSocket),
    ],
    reload: [
      ...change,
      byHand('where a socket file has changed, "systemctl restart" it: what waits in it is lost'),
    ],
    release: services.flatMap(releaseProcesses),
    rollback: [...services.flatMap(forgiveFailures), ...change],
    disable: services.flatMap((service) => [
      ...socketsOf(service).map((socket) =>
        run('close the socket', 'systemctl', 'disable', '--now', socket),
      ),
      run('forget the processes', 'systemctl', 'disable', '--now', targetOf(service)),
      run('end the processes', 'systemctl', 'stop', ...service.units.map(anyOf)),
    ]),
    forget: [run('let systemd forget the units', 'systemctl', 'daemon-reload')],
  };
}

interface Services {
  readonly application: Application;
  readonly units: readonly [ServiceUnit, ...ServiceUnit[]];
}

function configurationFiles(service: Services): readonly Destination[] {
  const { application, units } = service;
  const files = [...socketsOf(service), ...units.map(unitFile), targetOf(service)];
  return [
    ...installOwnPhpFpm(application),
    ...files.map((file) => fileAt(file, `/etc/systemd/system/${file}`)),
  ];
}

function fileAt(name: string, path: string): Destination {
  return { name, path, owner: 'root', group: 'root', mode: '0644' };
}

/** php-fpm opens its socket itself. */
function socketsOf({ application: { name }, units: [{ holder }] }: Services): readonly string[] {
  return holder === 'php-fpm' ? [] : [`${name.value}.socket`];
}

function targetOf({ application: { name } }: Services): string {
  return `${name.value}.target`;
}

function needsSysusers(application: Application): boolean {
  const { users, groups } = newAccounts(application);
  return users.length + groups.length > 0;
}

function sysusersPath(application: Application): string {
  return `/etc/sysusers.d/${sysusersFile(application)}`;
}

/** An instance stands for its template, which on its own would be checked with an odd name in its place. */
function verify(services: readonly Services[]): Step {
  const units = services.flatMap((service) =>
    [...socketsOf(service), ...service.units.map(firstOf), targetOf(service)].map(
      (unit) => `./${unit}`,
    ),
  );
  return run('check the units', 'systemd-analyze', 'verify', '--recursive-errors=no', ...units);
}

/** New code: one worker first, so that a broken release shows there while the others answer; a master reloads. */
function releaseProcesses({ application: { name }, units }: Services): readonly Step[] {
  const [serving, ...others] = units;
  if (serving.instances === null) {
    const unit = firstOf(serving);
    return [
      run('let the master start new processes', 'systemctl', 'reload', unit),
      ...others.map((worker) => run('restart its workers', 'systemctl', 'restart', anyOf(worker))),
      ...stopUnlessUp(unit),
    ];
  }
  return [
    ...tryOne(serving),
    run('restart all processes; requests wait', 'systemctl', 'restart', `${name.value}.target`),
  ];
}

/** A changed unit. A restart leaves those running that the target no longer wants. */
function replaceProcesses({ application: { name }, units }: Services): readonly Step[] {
  const [serving] = units;
  const surplus = units.flatMap(({ stem, instances }) =>
    instances === null
      ? []
      : numbersAbove(instances.value).map((glob) => `${stem.value}@${glob}.service`),
  );
  return [
    ...(serving.instances === null ? [] : tryOne(serving)),
    run('restart all processes; requests wait', 'systemctl', 'restart', `${name.value}.target`),
    ...(surplus.length === 0
      ? []
      : [run('stop those that are no longer wanted', 'systemctl', 'stop', ...surplus)]),
  ];
}

/** Without a limit of failures there is nothing to forgive. */
function forgiveFailures(service: Services): readonly Step[] {
  const { application, units } = service;
  if (application.restart.value === 'wait') return [];
  const sockets = socketsOf(service);
  return [
    run('forgive what has failed', 'systemctl', 'reset-failed', ...sockets, ...units.map(anyOf)),
    ...sockets.map((socket) => run('open the socket again', 'systemctl', 'start', socket)),
  ];
}

function tryOne(unit: ServiceUnit): readonly Step[] {
  const worker = firstOf(unit);
  return [run('try one worker', 'systemctl', 'restart', worker), ...stopUnlessUp(worker)];
}

function stopUnlessUp(unit: string): readonly Step[] {
  return [
    // A restart forgets neither those of last week nor, while systemd waits to start it again, those of a broken release.
    run('count from here', 'systemctl', 'reset-failed', unit),
    run('give it the time to fail', 'sleep', '2'),
    run('stop here unless it runs', 'systemctl', 'is-active', '--quiet', unit),
    run(
      'stop here if it had to be started again',
      'sh',
      '-c',
      `test "$(systemctl show -P NRestarts ${unit})" = 0`,
    ),
  ];
}

function firstOf({ stem, instances }: ServiceUnit): string {
  return `${stem.value}${instances === null ? '' : '@1'}.service`;
}

/** Every unit of the file, in use or not. */
function anyOf({ stem, instances }: ServiceUnit): string {
  return `${stem.value}${instances === null ? '' : '@*'}.service`;
}

/** Patterns of glob(7) that match the whole numbers above one, of at most four digits. */
export function numbersAbove(number: number): readonly string[] {
  const digits = [...String(number)];
  const ofSameLength = digits.flatMap((digit, index) => {
    if (digit === '9') return [];
    const free = '[0-9]'.repeat(digits.length - index - 1);
    return [`${digits.slice(0, index).join('')}[${Number(digit) + 1}-9]${free}`];
  });
  const longer = [2, 3, 4].filter((length) => length > digits.length);
  return [...ofSameLength, ...longer.map((length) => `[1-9]${'[0-9]'.repeat(length - 1)}`)];
}
