import type { Diagnostic } from '../../../src/core/diagnostic.ts';

/** One of each severity, with what is awkward for some format: no help, `%`, `:`, `,`, several lines, odd paths, repeats. */
export const samples: readonly Diagnostic[] = [
  {
    code: 'no-socket-in-tmp',
    severity: 'warning',
    message: 'socket "/tmp/100%,a.sock" is under /tmp',
    help: 'use /run/shop/app.sock',
    path: 'deploy/my shop, 100%: #1?.yaml',
    range: { start: { line: 2, column: 9 }, end: { line: 2, column: 25 } },
  },
  {
    code: 'schema-missing-key',
    severity: 'error',
    message: 'missing key "name"',
    path: './deploy.yaml',
    range: { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } },
  },
  {
    code: 'schema-missing-key',
    severity: 'error',
    message: 'missing key "name"',
    path: './deploy.yaml',
    range: { start: { line: 5, column: 1 }, end: { line: 9, column: 3 } },
  },
  {
    code: 'some-note',
    severity: 'note',
    message: 'first\r\nsecond',
    help: 'third',
    path: '/srv/shop/é.yaml',
    range: { start: { line: 3, column: 2 }, end: { line: 3, column: 4 } },
  },
];
