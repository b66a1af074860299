/** What there is of a project, without opening anything. */
export interface Project {
  /** Names of files and folders below it, relative, folders with a slash; a level or two deep. */
  readonly names: readonly string[];
  /** The text of a file; null if it is not there. */
  read(name: string): string | null;
}

/** What serves requests in a project; paths are relative to it. */
export type Recognised =
  | { readonly kind: 'django' | 'flask'; readonly module: string }
  | { readonly kind: 'php' | 'psgi' | 'fcgi' | 'node'; readonly script: string };

export type Kind = Recognised['kind'];

/** What a project is, by the files that such projects have; null if it is none that is known. */
export function recognise(project: Project): Recognised | null {
  return django(project) ?? flask(project) ?? perl(project) ?? php(project) ?? node(project);
}

/** The settings that manage.py names lie beside the module that serves. */
function django({ names, read }: Project): Recognised | null {
  const manage = read('manage.py');
  if (manage === null || !manage.includes('django')) return null;
  const [, settings] = /DJANGO_SETTINGS_MODULE['"],\s*['"]([\w.]+)['"]/.exec(manage) ?? [];
  const wsgi = names.find((name) => /^\w+\/wsgi\.py$/.test(name))?.split('/')[0];
  const package_ = settings?.split('.')[0] ?? wsgi;
  return package_ === undefined ? null : { kind: 'django', module: `${package_}.wsgi:application` };
}

/** The first file that makes an application, one with a usual name before others. */
function flask({ names, read }: Project): Recognised | null {
  const usual = ['wsgi.py', 'app.py', 'main.py'];
  const files = [...usual, ...names.filter((name) => /^\w+(\/__init__)?\.py$/.test(name))];
  for (const file of files) {
    const [, variable] =
      /^(\w+)\s*(?::\s*\w+\s*)?=\s*(?:flask\.)?Flask\(/m.exec(read(file) ?? '') ?? [];
    if (variable === undefined) continue;
    const module = file.replace(/(\/__init__)?\.py$/, '');
    return { kind: 'flask', module: `${module}:${variable}` };
  }
  return null;
}

function perl({ names, read }: Project): Recognised | null {
  const psgi = names.find((name) => /^[\w-]+\.psgi$/.test(name));
  if (psgi !== undefined) return { kind: 'psgi', script: psgi };
  const fcgi = names.find(
    (name) => /^[\w-]+\.(fcgi|pl)$/.test(name) && /FCGI/.test(read(name) ?? ''),
  );
  return fcgi === undefined ? null : { kind: 'fcgi', script: fcgi };
}

/** A front controller: in a folder for the public, where there is one. */
function php({ names }: Project): Recognised | null {
  const script = ['public/index.php', 'web/index.php', 'index.php'].find((name) =>
    names.includes(name),
  );
  return script === undefined ? null : { kind: 'php', script };
}

function node({ names, read }: Project): Recognised | null {
  const text = read('package.json');
  if (text === null) return null;
  const [, main] = /"main"\s*:\s*"(?:\.\/)?([\w./-]+\.[cm]?js)"/.exec(text) ?? [];
  const [, started] = /"start"\s*:\s*"node (?:\.\/)?([\w./-]+\.[cm]?js)/.exec(text) ?? [];
  const usual = ['server.js', 'index.js', 'app.js'].find((name) => names.includes(name));
  return { kind: 'node', script: started ?? main ?? usual ?? 'server.js' };
}
