import type { Diagnostic } from '../../core/diagnostic.ts';
import type { Deployment } from '../../core/model.ts';
import { blame } from '../../core/place.ts';

/** What has no init script, and what has one already. */
export function refuseServices({ applications }: Deployment): readonly Diagnostic[] {
  return applications.flatMap(({ name, after }) => [
    ...(TAKEN.has(name.value)
      ? [
          blame(name, {
            code: 'target-reserved-name',
            message: `"${name.value}" is the name of an init script of the system`,
            help: `give the application another name, such as "${name.value}-app"`,
          }),
        ]
      : []),
    ...after
      .filter(({ value }) => !/^[\w-]+(\.service)?$/.test(value))
      .map((service) =>
        blame(service, {
          code: 'target-unsupported',
          message: `"${service.value}" is the name of no init script`,
          help: 'write a service by its own name, such as "postgresql"',
        }),
      ),
  ]);
}

// What Debian 12 has in /etc/init.d, or well-known packages bring.
const TAKEN = new Set(
  `acpid alsa-utils anacron apache2 apparmor atd auditd avahi-daemon bind9 bluetooth bootlogs chrony console-setup cron cryptdisks
  cryptdisks-early cups dbus dovecot exim4 fail2ban fcgiwrap functions haproxy hddtemp httpd hwclock iptables keyboard-setup
  kmod lighttpd lvm2 mariadb memcached monit mountall mountkernfs mysql named netconsole network networking nfs-common nginx ntp
  ntpsec plymouth postfix postgresql procps quota rc rcs redis-server rpcbind rsync rsyslog samba screen-cleanup sendsigs
  single skeleton smartmontools snmpd ssh sshd sudo supervisor sysstat udev umountfs umountroot unattended-upgrades urandom uwsgi
  varnish`.split(/\s+/),
);
