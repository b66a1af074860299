import type { Header } from '../core/header.ts';
import { type Destination, run, type Step } from '../core/installation.ts';
import type { Application, Deployment } from '../core/model.ts';
import type { Placed } from '../core/place.ts';
import type { PlannedFile } from '../core/render.ts';
import { comment, shell as dialect } from '../dialects/shell.ts';
import { planExtra } from './extra.ts';
import { programsOf } from './programs.ts';
import { planSpawned } from './spawned.ts';

interface Named {
  readonly name: Placed<string>;
}

/** The scripts of an application and its workers, which stay in the foreground. @param target whose `extra` they hold */
export function planScripts(
  application: Application,
  { platform }: Deployment,
  { head, target }: { readonly head: Header; readonly target: string },
): readonly PlannedFile[] {
  return programsOf(application, platform.value).map((program) => ({
    name: scriptFile(program),
    template: 'spawn-fcgi/script.shell',
    dialect,
    context: {
      source: comment`${head.source}`,
      command: comment`${head.command}`,
      extra: program.isServing ? planExtra([application], `${target}.script`) : [],
      ...planSpawned(application, program),
    },
  }));
}

/** The name of a script: that of an application, or of one of its workers. */
export function scriptFile({ name }: Named): string {
  return `${name.value}.spawn-fcgi.sh`;
}

/** Where it is put, of which others have to know. */
export function scriptPath(named: Named): string {
  return `/etc/deploygen/${scriptFile(named)}`;
}

/** Where the files of `planScripts` go. */
export function installScripts(application: Application): readonly Destination[] {
  return programNames(application).map((named) => executable(scriptFile(named), scriptPath(named)));
}

/** An application and its workers, the application first. */
export function programNames(application: Application): readonly [Named, ...Named[]] {
  return [application, ...application.workers];
}

export function executable(name: string, path: string): Destination {
  return { name, path, owner: 'root', group: 'root', mode: '0755' };
}

/** Has the shell read some scripts, and start nothing. */
export function checkScript(name: string): Step {
  return run('check the script', 'sh', '-n', name);
}
