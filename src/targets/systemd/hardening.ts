import type { Application } from '../../core/model.ts';
import type { Placed } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
import { programsOf } from '../../core/started-programs.ts';
import { word } from '../../dialects/systemd.ts';

/** The sandbox of one unit, and what of it the application cannot do with. @param line what the unit starts */
export function planHardening(application: Application, line: readonly Placed<string>[]): Context {
  const { hardening, network, writablePaths, name } = application;
  const isStrict = hardening.value === 'strict';
  const hasNetwork = network?.value ?? !isStrict;
  return {
    isBasic: hardening.value === 'basic',
    isStrict,
    isAlone: isStrict && !hasNetwork,
    hasNetwork,
    isCutOff: !isStrict && !hasNetwork,
    compiles: compilesAtRunTime(line),
    stateFolder: word`-/var/lib/${name}`,
    writablePaths: hardening.value === 'off' ? [] : writablePaths.map((path) => word`${path}`),
  };
}

/** Whether a program writes machine code as it runs, which MemoryDenyWriteExecute= forbids. */
export function compilesAtRunTime(line: readonly Placed<string>[]): boolean {
  return programsOf(line).some(
    ({ name, arguments: words }) =>
      JIT.test(name) && !words.some(({ value }) => value === '--jitless'),
  );
}

// Measured with node 20: without memory that is writable and executable it aborts at start.
const JIT = /^(node(js)?[0-9]*|deno|bun|java|pypy[0-9.]*|luajit[0-9.]*|dotnet)$/;
