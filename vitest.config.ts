import { defineConfig } from 'vitest/config';
import { assuranceReporter } from './test/roundtrip/assurance-reporter.ts';
import { summaryReporter } from './test/summary-reporter.ts';

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
        // Real servers on real ports: one file after the other keeps two cores free for them.
        test: {
          setupFiles: ['test/seed.ts'],
          name: 'servers',
          include: ['test/{servers,browser}/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
