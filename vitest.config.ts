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
          // Many start the program, and other work may have the processor.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          setupFiles: ['test/seed.ts'],
          name: 'roundtrip',
          include: ['test/roundtrip/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        // Real servers, each file with ports and folders of its own.
        test: {
          setupFiles: ['test/seed.ts'],
          name: 'servers',
          include: [`test/servers/{${SIDE_BY_SIDE.join(',')}}/**/*.test.ts`],
          testTimeout: 60_000,
          hookTimeout: 60_000,
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
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
