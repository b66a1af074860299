import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { findProgram } from '../find-program.ts';
import { runProgram } from '../run-program.ts';
import { generatedName, type Verifier } from './verifier.ts';

/** The option parser of supervisord, in the Python that it runs in. */
export const supervisorVerifier: Verifier = {
  target: 'supervisor',
  needs: 'supervisor',
  isInstalled: () => interpreter() !== null,
  async check(files, { folder }) {
    const configured = files.filter(({ name }) => name.endsWith('.supervisor.conf'));
    const main = `${folder}/main`;
    const paths = configured.map(({ name }) => `${folder}/${name}`);
    await writeFile(
      main,
      `[supervisord]\nlogfile=${folder}/log\npidfile=${folder}/pid\nchildlogdir=${folder}\n[include]\nfiles=${paths.join(' ')}\n`,
    );
    await writeFile(`${folder}/parse.py`, PARSE);
    const python = interpreter() ?? 'python3';
    const { stdout, stderr, code } = await runProgram([
      python,
      '-I',
      `${folder}/parse.py`,
      main,
      ...paths,
    ]);
    const found = stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const [path = '', number, message = ''] = line.split('\t');
        const file = generatedName(path, files);
        return { message, file, line: file === null || number === '0' ? null : Number(number) };
      });
    if (code === 0 || found.length > 0) return found;
    return [
      { message: stderr.trim().split('\n').at(-1) ?? `ended with ${code}`, file: null, line: null },
    ];
  },
  lacks: [
    {
      pattern: /Invalid (user|group) name ([^\s'"]+)/,
      what: ([, kind, name]) => `the ${kind} ${name}`,
      mend: (text, [, , name = '']) =>
        text
          .replace(new RegExp(`^(user=)${name}$`, 'gm'), `$1${process.getuid?.() ?? 0}`)
          .replace(
            new RegExp(`^(socket_owner=).*\\b${name}\\b.*$`, 'gm'),
            `$1${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`,
          ),
    },
    {
      pattern: /The directory named as part of the path (\S+?)\/[^/\s]+ does not exist/,
      what: ([, path]) => `the folder ${path}`,
      mend: (text, [, path = ''], folder) => text.replaceAll(`=${path}/`, `=${folder}/`),
    },
  ],
};

/** The Python in the first line of supervisord: any other may not have its modules. */
function interpreter(): string | null {
  const program = findProgram('supervisord');
  if (program === null) return null;
  const [, python = null] = /^#! *(\/\S*python\S*)/.exec(readFileSync(program, 'latin1')) ?? [];
  return python ?? findProgram('python3');
}

/**
 * Prints path, line and message for what supervisor refuses, and for what it lets through: keys that it does not know, which it
 * ignores without a word.
 */
const PARSE = `
import re, sys
from supervisor.options import ServerOptions

main, *paths = sys.argv[1:]
KNOWN = set("""command process_name numprocs numprocs_start priority autostart startsecs startretries autorestart exitcodes
stopsignal stopwaitsecs stopasgroup killasgroup user redirect_stderr stdout_logfile stdout_logfile_maxbytes
stdout_logfile_backups stdout_capture_maxbytes stdout_events_enabled stdout_syslog stderr_logfile stderr_logfile_maxbytes
stderr_logfile_backups stderr_capture_maxbytes stderr_events_enabled stderr_syslog environment directory umask serverurl
socket socket_backlog socket_owner socket_mode programs""".split())

def lines():
    for path in paths:
        section = ''
        with open(path) as file:
            for number, line in enumerate(file, 1):
                if line.startswith('['):
                    section = line.strip('[]\\n')
                yield path, number, section, line

def place(message):
    section = (re.search(r"section '([^']+)'", message) or [None, None])[1]
    quoted = re.findall(r"'([^']*)'", message)
    named = re.findall(r"\\b(?:name|id) (\\S+)", message)
    found = None
    for path, number, current, line in lines():
        if section and current != section:
            continue
        key, _, value = (part.strip() for part in line.partition('='))
        if line.startswith('[') and section:
            found = found or (path, number)
        elif value and (value in quoted + named or key in quoted):
            # What comes later wins in supervisor, too.
            found = path, number
    return found or (paths[0] if paths else main, 0)

def say(path, number, message):
    message = re.sub(r"\\s*\\(file: '[^']*'\\)", '', message)
    print(path, number, ' '.join(message.split()), sep='\\t')

class Refused(Exception):
    pass

options = ServerOptions()
def usage(message):
    raise Refused(message)
options.usage = usage
try:
    options.realize(['-c', main])
except Refused as error:
    message = str(error)
    number = re.search(r"\\[line\\s+(\\d+)\\]", message)
    named = [path for path in paths if path in message]
    if number and named:
        say(named[0], int(number[1]), message)
    else:
        say(*place(message), message)
for path, number, section, line in lines():
    key, separator, _ = line.partition('=')
    is_program = section.startswith(('program:', 'fcgi-program:', 'eventlistener:'))
    if separator and is_program and not line[:1].isspace() and line[:1] not in ';#' and key.strip() not in KNOWN:
        say(path, number, 'supervisor does not know "%s", and would ignore it' % key.strip())
`;
