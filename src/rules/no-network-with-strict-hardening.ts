import type { Variable } from '../core/model.ts';
import type { Rule } from '../core/rule.ts';

export const noNetworkWithStrictHardening: Rule = {
  code: 'no-network-with-strict-hardening',
  severity: 'error',
  summary: 'strict hardening of an application whose database is on the network, which it cuts off',
  check({ applications }, report) {
    for (const { environment, hardening, network } of applications) {
      if (hardening.value !== 'strict' || network?.value === true) continue;
      for (const variable of environment.filter(isOnNetwork)) {
        report({
          at: variable.value,
          message: `"${variable.name.value}" needs the network, and "hardening: strict" leaves none, not even loopback`,
          help: 'connect by a unix socket, or say "network: true"',
        });
      }
    }
  },
};

function isOnNetwork({ name, value }: Variable): boolean {
  if (name.value === 'PGHOST') return /^[^/@]/.test(value.value);
  const [, scheme = '', host = ''] = URL.exec(value.value) ?? [];
  // A folder for a host is percent-encoded, or stands in the query. To MySQL's library "localhost" is a unix socket.
  if (host === '' || /%2f/i.test(host) || /[?&](host|unix_socket)=(\/|%2f)/i.test(value.value)) {
    return false;
  }
  return !(/^(mysql|mariadb)/i.test(scheme) && /^localhost(:|$)/i.test(host));
}

const URL =
  /^((?:postgres(?:ql)?|mysql2?|mariadb|redis|rediss|valkey|amqps?|mongodb|ldaps?|smtps?)(?:\+(?!unix|socket)[a-z0-9]+)?):\/\/(?:[^/?#]*@)?([^/?#@]*)/i;
