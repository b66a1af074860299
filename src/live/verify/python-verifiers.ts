import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { GeneratedFile } from '../../core/render.ts';
import { findProgram } from '../find-program.ts';
import { runProgram } from '../run-program.ts';
import { type Complaint, generatedName, type Verifier } from './verifier.ts';

/** Python's compiler, and of gunicorn itself what it takes for each setting. Nothing of the file is run. */
export const gunicornVerifier: Verifier = {
  target: 'gunicorn',
  needs: 'gunicorn',
  isInstalled: () => gunicornPython() !== null,
  check: (files, { folder }) =>
    read(gunicornPython() ?? 'python3', { files, folder, suffix: '.gunicorn.py' }),
  lacks: [
    {
      pattern: /No such (user|group): '([^']+)'/,
      what: ([, kind, name]) => `the ${kind} ${name}`,
      mend: (text, [, , name]) =>
        text.replace(new RegExp(`^((?:user|group) = )"${name}"$`, 'gm'), '$165534'),
    },
    {
      // As Python writes a string.
      pattern: /can't chdir to (['"])(.+)\1/,
      what: ([, , path]) => `the folder ${path}`,
      mend: (text) => text.replace(/^chdir = .*$/gm, 'chdir = "/"'),
    },
    {
      pattern: /Unable to set errorlog.*|No such file or directory: '(.+)'/,
      what: ([, path]) => `the folder of ${path}`,
      mend: null,
    },
  ],
};

/** Python's compiler: neither flup nor the application has to be here. */
export const flupVerifier: Verifier = {
  target: 'flup',
  needs: 'python3',
  isInstalled: () => findProgram('python3') !== null,
  check: (files, { folder }) =>
    read(findProgram('python3') ?? 'python3', { files, folder, suffix: '.fcgi' }),
  lacks: [],
};

/** The Python in the first line of gunicorn: any other may not have its modules. */
function gunicornPython(): string | null {
  const program = findProgram('gunicorn');
  if (program === null) return null;
  const [, python = null] = /^#! *(\/\S*python\S*)/.exec(readFileSync(program, 'latin1')) ?? [];
  return python ?? findProgram('python3');
}

async function read(
  python: string,
  {
    files,
    folder,
    suffix,
  }: { readonly files: readonly GeneratedFile[]; readonly folder: string; readonly suffix: string },
): Promise<readonly Complaint[]> {
  const own = files.filter(({ name }) => name.endsWith(suffix));
  const script = `${folder}/read.py`;
  await writeFile(script, READ);
  const paths = own.map(({ name }) => `${folder}/${name}`);
  const { code, stdout, stderr } = await runProgram([python, '-I', '-B', script, ...paths], {
    directory: folder,
  });
  if (code !== 0) return [{ message: stderr.trim(), file: null, line: null }];
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [path = '', number, message = ''] = line.split('\t');
      return { message, file: generatedName(path, own), line: Number(number) || null };
    });
}

/** Prints path, line and message for what Python can't read, gunicorn does not know, or does not take. */
const READ = `
import ast, sys

def say(path, line, message):
    print(path, line, ' '.join(str(message).split()), sep='\\t')

def settings(path, tree):
    from gunicorn.config import Config
    config = Config()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            if node.name not in config.settings:
                say(path, node.lineno, 'gunicorn does not know "%s", and would ignore it' % node.name)
        if not isinstance(node, ast.Assign):
            continue
        for target in node.targets:
            name = getattr(target, 'id', None)
            # Names of the file's own.
            if name is None or name.startswith('_') or name.isupper():
                continue
            if name not in config.settings:
                say(path, node.lineno, 'gunicorn does not know "%s", and would ignore it' % name)
                continue
            try:
                value = ast.literal_eval(node.value)
            except ValueError:
                continue
            try:
                config.set(name, value)
            except Exception as error:
                say(path, node.lineno, error)

for path in sys.argv[1:]:
    with open(path, 'rb') as file:
        text = file.read()
    try:
        compile(text, path, 'exec')
    except (SyntaxError, ValueError) as error:
        say(path, getattr(error, 'lineno', 0) or 0, error.args[0])
        continue
    if path.endswith('.gunicorn.py'):
        settings(path, ast.parse(text))
`;
