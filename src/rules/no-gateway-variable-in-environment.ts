import type { Rule } from '../core/rule.ts';
import { startedPrograms } from '../core/started-programs.ts';

export const noGatewayVariableInEnvironment: Rule = {
  code: 'no-gateway-variable-in-environment',
  severity: 'warning',
  summary: 'a variable of requests under "environment", where no request has it',
  check({ applications }, report) {
    for (const application of applications) {
      // fcgiwrap hands its own environment down to the scripts that it starts.
      if (startedPrograms(application).some(({ name }) => name === 'fcgiwrap')) continue;
      for (const { name } of application.environment) {
        if (!GATEWAY.has(name.value)) continue;
        report({
          at: name,
          message: `"${name.value}" belongs to a request: applications do not look for it in their environment`,
          help:
            REMEDIES.get(name.value) ?? 'leave it out: the web server sends it with each request',
        });
      }
    }
  },
};

// RFC 3875 section 4.1, but for names that applications use for settings of their own, such as SERVER_NAME.
const GATEWAY: ReadonlySet<string> = new Set([
  'CONTENT_LENGTH',
  'CONTENT_TYPE',
  'GATEWAY_INTERFACE',
  'PATH_INFO',
  'PATH_TRANSLATED',
  'QUERY_STRING',
  'REMOTE_ADDR',
  'REMOTE_USER',
  'REQUEST_METHOD',
  'REQUEST_URI',
  'SCRIPT_FILENAME',
  'SCRIPT_NAME',
]);

const REMEDIES: ReadonlyMap<string, string> = new Map([
  ['SCRIPT_NAME', 'leave it out: it is sent with each request, and "mount" is its value'],
  ['SCRIPT_FILENAME', 'write it under "params"'],
  ['PATH_TRANSLATED', 'write it under "params"'],
]);
