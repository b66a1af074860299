import type { Recognised } from './recognise.ts';

/** What a first descriptor says. */
export interface Answers {
  readonly name: string;
  /** URL path; "/" for the whole host. */
  readonly mount: string;
  /** Null: a fragment for a server of the user's own. */
  readonly host: string | null;
  /** Where the project is going to lie on the server. */
  readonly directory: string;
  readonly user: string;
  readonly processes: number;
  /** Null: nothing that is known; `command` is for the user to mend. */
  readonly project: Recognised | null;
  /** Whether the project has a folder `static`. */
  readonly hasStatic: boolean;
  readonly targets: readonly string[];
  /** Whether a Node application is spoken to by HTTP; otherwise by FastCGI. */
  readonly isHttp: boolean;
  /** For editors; null: none. */
  readonly schema: string | null;
}

/** A commented descriptor. */
export function compose(answers: Answers): string {
  const { name, mount, host, directory, user, processes, project, schema } = answers;
  const url = `http://${host ?? 'your-host'}${mount === '/' ? '/' : `${mount}/`}`;
  const isPhp = project?.kind === 'php';
  const parts = [
    ...(schema === null ? [] : [`# yaml-language-server: $schema=${schema}`]),
    `# What the web server and the process manager must know of ${name}. "deploygen lint" judges it, "deploygen build" writes the\n# configuration.`,
    'version: 1',
    '',
    '# Names the generated files, the units and the programs.',
    `name: ${scalar(name)}`,
    '',
    `# Where visitors find it: ${url}`,
    `mount: ${scalar(mount)}`,
    ...(host === null ? [] : [`hosts: [${scalar(host)}]`]),
    '',
    '# Where the web server and the workers meet. Not under /tmp: services may have a /tmp of their own.',
    `socket: unix:/run/${name}/app.sock`,
    '',
    ...program(answers),
    `directory: ${scalar(directory)}`,
    `user: ${scalar(user)}`,
    '',
    `# ${isPhp ? 'Children of php-fpm' : 'Processes'} that share the socket.`,
    `processes: ${processes}`,
    ...statics(answers),
    '',
    '# Uploads up to this size; beyond it the web server answers 413.',
    'limits:',
    '  body: 10m',
    '',
    '# What "deploygen build" writes, below generated/. "deploygen targets" lists what there is.',
    'targets:',
    ...answers.targets.map((target) => `  ${target}: {}`),
  ];
  return `${parts.join('\n')}\n`;
}

function program({ project, directory, name, isHttp }: Answers): readonly string[] {
  if (project === null) {
    return [
      '# ONE worker, which accepts FastCGI connections from the socket that it inherits. A list: no shell reads it.',
      `command: [${scalar(`${directory}/${name}.fcgi`)}]`,
    ];
  }
  switch (project.kind) {
    case 'django':
    case 'flask':
      return [
        '# uWSGI serves it. With packages in a virtual environment, add its path as "virtualenv".',
        `app: { kind: wsgi, module: ${JSON.stringify(project.module)} }`,
      ];
    case 'psgi':
      return [
        '# plackup serves it.',
        `app: { kind: psgi, script: ${scalar(`${directory}/${project.script}`)} }`,
      ];
    case 'php':
      return [
        '# php-fpm runs this file, whatever the address is: a front controller.',
        `app: { kind: php, script: ${scalar(`${directory}/${project.script}`)} }`,
      ];
    case 'fcgi':
      return [
        '# ONE worker, which accepts FastCGI connections from the socket that it inherits. A list: no shell reads it.',
        `command: [/usr/bin/perl, ${scalar(`${directory}/${project.script}`)}]`,
      ];
    case 'node':
      return [
        `# ONE worker, which speaks ${isHttp ? 'HTTP' : 'FastCGI'} on the socket that it inherits. A list: no shell reads it.`,
        ...(isHttp ? ['protocol: http'] : []),
        `command: [/usr/bin/node, ${scalar(`${directory}/${project.script}`)}]`,
      ];
  }
}

function statics({ hasStatic, mount, directory }: Answers): readonly string[] {
  if (!hasStatic) return [];
  const url = `${mount === '/' ? '' : mount}/static/`;
  return [
    '',
    '# The web server answers these itself. Both sides end in a slash: a folder.',
    'static:',
    `  ${scalar(url)}: ${scalar(`${directory}/static/`)}`,
  ];
}

/** A text as YAML has it: bare where that cannot be taken for anything else. */
function scalar(text: string): string {
  const isPlain = /^[A-Za-z/][\w./@-]*$/.test(text);
  const isWord = /^(true|false|null|yes|no|on|off|y|n)$/i.test(text);
  return isPlain && !isWord ? text : JSON.stringify(text);
}
