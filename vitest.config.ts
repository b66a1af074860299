import { defineConfig } from 'vitest/config';
import { assuranceReporter } from './test/roundtrip/assurance-reporter.ts';
import { summaryReporter } from './test/summary-reporter.ts';

const SIDE_BY_SIDE = [
  'accepted',
  'apache',
  'behaviour',
  'build',
  'http',
  'lighttpd',
  'lint',
  'matrix',
  'nginx',
  'shells',
  'site',
  'verify',
];

/** Nobody waits for these where all is well: a test fails of what it sees, and not of a machine that is slow. */
const LIMITS = {
  testTimeout: 180_000,
  hookTimeout: 180_000,
  expect: { poll: { timeout: 60_000, interval: 10 } },
};

export default defineConfig({
  test: {
    // By default one processor is left idle, and of two that is half.
    maxWorkers: '100%',
    reporters: ['default', summaryReporter(), assuranceReporter()],
    projects: [
      {
        test: {
          setupFiles: ['test/seed.ts'],
          name: 'unit',
          include: ['test/{unit,golden,cli,build,docs,structure}/**/*.test.ts'],
          ...LIMITS,
        },
      },
      {
        test: {
          setupFiles: ['test/seed.ts'],
          name: 'roundtrip',
          include: ['test/roundtrip/**/*.test.ts'],
          ...LIMITS,
        },
      },
      {
        // Real servers, each file with ports and folders of its own.
        test: {
          setupFiles: ['test/seed.ts'],
          name: 'servers',
          include: [`test/servers/{${SIDE_BY_SIDE.join(',')}}/**/*.test.ts`],
          ...LIMITS,
        },
      },
      {
        // What counts, waits or takes over a machine: one file after the other keeps two cores free for it.
        test: {
          setupFiles: ['test/seed.ts'],
          name: 'serial',
          include: ['test/{servers,browser}/**/*.test.ts'],
          exclude: [`test/servers/{${SIDE_BY_SIDE.join(',')}}/**`],
          fileParallelism: false,
          ...LIMITS,
        },
      },
    ],
  },
});
