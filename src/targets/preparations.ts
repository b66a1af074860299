import { byHand, run, type Step } from '../core/installation.ts';
import type { Application } from '../core/model.ts';
import { newAccounts } from './sysusers.ts';

/** What an application has to find on its machine before anything is checked or started. */
export function prepare(application: Application): readonly Step[] {
  const { users, groups } = newAccounts(application);
  const lines = [
    ...groups.map(({ value }) => `g ${value} -`),
    ...users.map(({ value }) => `u ${value} -`),
  ];
  const why = 'make the accounts; those that exist stay as they are';
  return [
    ...(lines.length === 0 ? [] : [run(why, 'systemd-sysusers', '--inline', ...lines)]),
    ...makeLogFolder(application),
  ];
}

/** As `prepare`, for a log that the processes open themselves. */
export function prepareOwnLog(application: Application): readonly Step[] {
  const { log, user } = application;
  return [
    ...prepare(application),
    ...(log === null || user === null
      ? []
      : [
          run('make the log', 'touch', log.value),
          run('let the processes write it', 'chown', user.value, log.value),
        ]),
  ];
}

/** As `prepare`, where there may be no systemd. */
export function prepareByHand(application: Application): readonly Step[] {
  const { users, groups } = newAccounts(application);
  const names = [...groups, ...users].map(({ value }) => value).join(', ');
  return [
    ...(names === '' ? [] : [byHand(`make the accounts that are not there: ${names}`)]),
    ...makeLogFolder(application),
  ];
}

/** Root opens the log. The folder of the system's logs is there. */
export function makeLogFolder({ log }: Application): readonly Step[] {
  const folder = log?.value.replace(/\/+[^/]*$/, '') ?? '';
  if (folder === '' || folder === '/var/log') return [];
  return [run('make the folder of the log', 'mkdir', '-p', folder)];
}
