import type { Header } from '../core/header.ts';
import type { Application } from '../core/model.ts';
import type { Placed } from '../core/place.ts';
import type { PlannedFile } from '../core/render.ts';
import { account, comment, sysusers as dialect } from '../dialects/sysusers.ts';

/** What makes the accounts of an application's processes, where they may be new. */
export function planSysusers(application: Application, { source }: Header): readonly PlannedFile[] {
  const { users, groups } = newAccounts(application);
  if (users.length + groups.length === 0) return [];
  return [
    {
      name: sysusersFile(application),
      template: 'systemd/accounts.sysusers',
      dialect,
      context: {
        source: comment`${source}`,
        users: users.map((user) => account`${user}`),
        groups: groups.map((group) => account`${group}`),
      },
    },
  ];
}

export function sysusersFile({ name }: Application): string {
  return `${name.value}.sysusers.conf`;
}

/** Accounts that no package of the system brings. A user has a group of its own name. */
export function newAccounts({ user, group }: Application): {
  readonly users: readonly Placed<string>[];
  readonly groups: readonly Placed<string>[];
} {
  const users = user !== null && canBeNew(user) ? [user] : [];
  const isOther = group !== null && group.value !== user?.value && canBeNew(group);
  return { users, groups: isOther ? [group] : [] };
}

function canBeNew({ value }: Placed<string>): boolean {
  return /^[a-z_][a-z0-9_-]{0,30}$/.test(value) && !KNOWN.has(value);
}

// Of Debian 12's base system and of the web servers' packages: they are there, or come with more than a name.
const KNOWN = new Set(
  `root daemon bin sys sync games man lp mail news uucp proxy www-data backup list irc nobody nogroup adm tty disk sudo
  audio video users staff utmp shadow apache nginx lighttpd http caddy git postgres mysql redis`.split(
    /\s+/,
  ),
);
