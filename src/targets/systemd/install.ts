import {
  byHand,
  type Destination,
  type Installation,
  run,
  type Step,
} from '../../core/installation.ts';
import type { Application, Deployment } from '../../core/model.ts';
import { askSocket } from '../ask-socket.ts';
import { installTmpfiles } from '../tmpfiles-installation.ts';

/** Units of every platform go to the same folder. The socket stays open whatever happens to the workers. */
export function install({ applications }: Deployment): Installation {
  const units = applications.flatMap(unitsOf);
  const tmpfiles = applications.map(installTmpfiles);
  const reread = [
    ...tmpfiles.flatMap(({ create }) => create),
    run('let systemd read the units', 'systemctl', 'daemon-reload'),
  ];
  const change = [...reread, ...applications.flatMap(replaceWorkers)];
  return {
    files: [...tmpfiles.flatMap(({ files }) => files), ...units],
    check: [verify(applications)],
    enable: [
      ...reread,
      ...applications.flatMap(({ name }) => [
        run('open the socket', 'systemctl', 'enable', '--now', `${name.value}.socket`),
        run('start the workers', 'systemctl', 'enable', '--now', `${name.value}.target`),
      ]),
      ...applications.map(askSocket),
    ],
    reload: [
      ...change,
      byHand('where a socket file has changed, "systemctl restart" it: what waits in it is lost'),
    ],
    release: applications.flatMap(restartWorkers),
    rollback: change,
    disable: applications.flatMap(({ name: { value: name } }) => [
      run('close the socket', 'systemctl', 'disable', '--now', `${name}.socket`),
      run('forget the workers', 'systemctl', 'disable', '--now', `${name}.target`),
      run('end the workers', 'systemctl', 'stop', `${name}@*.service`),
    ]),
    forget: [run('let systemd forget the units', 'systemctl', 'daemon-reload')],
  };
}

function unitsOf({ name: { value: name } }: Application): readonly Destination[] {
  return [`${name}.socket`, `${name}@.service`, `${name}.target`].map((file) => ({
    name: file,
    path: `/etc/systemd/system/${file}`,
    owner: 'root',
    group: 'root',
    mode: '0644',
  }));
}

/** An instance stands for the template, which on its own would be checked with an odd name in its place. */
function verify(applications: readonly Application[]): Step {
  const units = applications.flatMap(({ name: { value: name } }) => [
    `./${name}.socket`,
    `./${name}@1.service`,
    `./${name}.target`,
  ]);
  return run('check the units', 'systemd-analyze', 'verify', '--recursive-errors=no', ...units);
}

/** One worker first: a broken release shows there, while the others answer. */
function tryOneWorker({ name: { value: name } }: Application): readonly Step[] {
  const worker = `${name}@1.service`;
  return [
    run('try one worker', 'systemctl', 'restart', worker),
    run('give it the time to fail', 'sleep', '2'),
    run('stop here unless it runs', 'systemctl', 'is-active', '--quiet', worker),
    run(
      'stop here if it had to be started again',
      'sh',
      '-c',
      `test "$(systemctl show -P NRestarts ${worker})" = 0`,
    ),
  ];
}

function restartWorkers(application: Application): readonly Step[] {
  const target = `${application.name.value}.target`;
  return [
    ...tryOneWorker(application),
    run('restart all workers; requests wait', 'systemctl', 'restart', target),
  ];
}

/** A restart leaves those running that the target no longer wants. */
function replaceWorkers(application: Application): readonly Step[] {
  const { name, processes } = application;
  const surplus = numbersAbove(processes.value).map((glob) => `${name.value}@${glob}.service`);
  return [
    ...restartWorkers(application),
    run('stop those that are no longer wanted', 'systemctl', 'stop', ...surplus),
  ];
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
