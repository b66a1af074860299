import type { Application } from '../core/model.ts';
import type { Placed } from '../core/place.ts';
import type { Rule } from '../core/rule.ts';
import { privateFolder } from './private-folder.ts';

export const noHomeWithStrictHardening: Rule = {
  code: 'no-home-with-strict-hardening',
  severity: 'error',
  summary: 'strict hardening of an application in a home directory, which it hides',
  check({ applications }, report) {
    for (const application of applications) {
      if (application.hardening.value !== 'strict') continue;
      for (const word of pathsOf(application)) {
        const home = privateFolder(word.value.replace(/^-[\w-]+=/, ''));
        if (home === null) continue;
        report({
          at: word,
          message: `"${word.value}" is in ${home.folder}, which "hardening: strict" hides from the application`,
          help: `move it, for example to /srv/${application.name.value}, or use "basic"`,
        });
      }
    }
  },
};

/** Paths that the processes themselves open. The environment file is not among them: systemd reads it before it hides homes. */
function pathsOf({ command, directory }: Application): readonly Placed<string>[] {
  return [...(command?.value ?? []), ...(directory === null ? [] : [directory])];
}
