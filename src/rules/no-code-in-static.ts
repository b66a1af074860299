import type { Application } from '../core/model.ts';
import type { Rule } from '../core/rule.ts';
import { argumentsOf, commandKind } from './command-kind.ts';
import { normalisePath, serves } from './disk-path.ts';
import { isSystemFolder } from './system-folder.ts';

export const noCodeInStatic: Rule = {
  code: 'no-code-in-static',
  severity: 'error',
  summary: 'a static folder with the code of an application, or a repository',
  check({ applications }, report) {
    const code = applications.flatMap(codeOf);
    for (const entry of applications.flatMap(({ statics }) => statics)) {
      if (isSystemFolder(entry)) continue;
      const { kind, path } = entry;
      const served = REPOSITORY.test(path.value)
        ? { what: 'a repository', path: normalisePath(path.value) }
        : code.find((place) => serves(entry, place.path));
      if (served === undefined) continue;
      report({
        at: path,
        message: `static ${kind} "${path.value}" hands out ${served.what}: "${served.path}"`,
        help: 'keep what browsers need in a folder of its own, such as "/srv/NAME/static/", and serve that',
      });
    }
  },
};

/** Of a working tree; a bare shop.git may be there to be cloned over HTTP. */
const REPOSITORY = /\/\.(git|hg|svn|bzr)(\/|$)/;

interface Code {
  readonly what: string;
  readonly path: string;
}

/** What is known to be code: the program, its scripts, the script of the gateway, and the folder that the processes run in. */
function codeOf(application: Application): readonly Code[] {
  const { name, command, directory, params } = application;
  const scripts = [
    ...(command === null ? [] : [command.value[0].value]),
    ...scriptsOf(application),
    ...params
      .filter((param) => param.name.value === 'SCRIPT_FILENAME')
      .map(({ value }) => value.value),
  ].filter((path) => path.startsWith('/'));
  const what = `code of "${name.value}"`;
  return [
    ...scripts.map((path) => ({ what, path })),
    ...(directory === null
      ? []
      : [{ what: `the "directory" of "${name.value}"`, path: directory.value }]),
  ];
}

function scriptsOf(application: Application): readonly string[] {
  const words = argumentsOf(application).map((word) => word.replace(/^-[^=]*=/, ''));
  const isInterpreter = !['uwsgi', null].includes(commandKind(application));
  const directory = application.directory?.value ?? null;
  return words
    .filter(
      (word, index) => SCRIPT.test(word) || (isInterpreter && index === 0 && word.startsWith('/')),
    )
    .flatMap((word) => {
      if (word.startsWith('/')) return [word];
      return directory === null || word.startsWith('-') ? [] : [`${directory}/${word}`];
    });
}

const SCRIPT = /\.(py|pyc|pl|psgi|php|rb|ru|[cm]?js|lua|tcl|fcgi|cgi|wsgi|sh|ini)$/i;
