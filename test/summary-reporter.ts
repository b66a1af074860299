import type { Reporter, TestModule } from 'vitest/node';

declare module 'vitest' {
  interface TaskMeta {
    /** What a test file asked the machine for in vain; see servers/needs.ts. */
    missing?: readonly string[];
  }
}

/** Closes a run with one plain line, `N passed, N failed, N skipped`, and before it says what was missing. */
export function summaryReporter(): Reporter {
  return {
    onTestRunEnd(modules, unhandledErrors) {
      const tests = modules.flatMap((module) => [...module.children.allTests()]);
      const count = (state: string) => tests.filter((test) => test.result().state === state).length;
      const failed =
        count('failed') + modules.flatMap(brokenGroups).length + unhandledErrors.length;
      const skipped = tests.length - count('passed') - count('failed');
      const missing = [...new Set(modules.flatMap((module) => module.meta().missing ?? []))].sort();
      if (missing.length > 0) {
        write(`\nMissing here: ${missing.join(', ')}; ${skipped} tests did not run.`);
        write('To install what they need: sudo sh scripts/install-servers.sh');
      }
      write(`\n${count('passed')} passed, ${failed} failed, ${skipped} skipped`);
    },
  };
}

/** Files and groups that failed outside their tests: could not be loaded, or in a hook. */
function brokenGroups(module: TestModule) {
  return [module, ...module.children.allSuites()].filter((group) => group.errors().length > 0);
}

function write(line: string) {
  process.stdout.write(`${line}\n`);
}
