import { writeFile } from 'node:fs/promises';
import type { GeneratedFile } from '../../core/render.ts';
import { findProgram } from '../find-program.ts';
import { runProgram } from '../run-program.ts';
import {
  type CheckOptions,
  type Complaint,
  generatedName,
  replacePath,
  type Verifier,
} from './verifier.ts';

/** `lighttpd -tt`, with the smallest main configuration around the files. */
export const lighttpdVerifier: Verifier = {
  target: 'lighttpd',
  needs: 'lighttpd',
  isInstalled: () => findProgram('lighttpd') !== null,
  async check(files, options) {
    const main = `${options.folder}/main`;
    await writeFile(main, mainFile(files, options));
    const program = findProgram('lighttpd') ?? 'lighttpd';
    const { code, stdout, stderr } = await runProgram([program, '-tt', '-f', main]);
    // lighttpd 1.4.69 ends with 0 for an unknown directive, and warns: a sound file has it say nothing.
    const said = `${stdout}\n${stderr}`
      .split('\n')
      .flatMap((line) => toComplaint(line, files) ?? []);
    const causes = said.filter(({ message }) => !CONSEQUENCE.test(message));
    const found = causes.length > 0 ? causes : said;
    if (code === 0 || found.length > 0) return found;
    return [{ message: `lighttpd ended with ${code}`, file: null, line: null }];
  },
  lacks: [
    {
      pattern: /(?:getaddrinfo|resolv\w*).*?(?:for |')([\w.-]+)/,
      what: ([, name]) => `the host name ${name}`,
      mend: (text, [, name = '']) => text.replaceAll(`"${name}"`, '"127.0.0.1"'),
    },
    {
      pattern: /(?:BIO_read_filename|fdevent_load_file|fopen|\bopen\(\)).*?['" ](\/[^'":]+)/,
      what: ([, path]) => `the file ${path}`,
      mend: (text, [, path = ''], folder) => replacePath(text, path, `${folder}/certificate.pem`),
    },
    {
      pattern: /include file not found: "(.+)"/,
      what: ([, path]) => `the file ${path}`,
      mend: (text, [, path = ''], folder) => replacePath(text, path, `${folder}/stand-in`),
    },
  ],
};

/** What lighttpd says at last, whatever was wrong, and of the file that includes what is. */
const CONSEQUENCE =
  /finally failed|(?:Configuration|Initialization) of plugins failed|^source: \S*\/main line: \d+ pos: \d+ parser failed/;

function mainFile(files: readonly GeneratedFile[], { folder }: CheckOptions): string {
  return `server.document-root = "/dev/null"
server.port = 8080
server.errorlog = "${folder}/error.log"
server.upload-dirs = ("${folder}")
server.modules = ()
server.http-parseopts = ()
${files.map(({ name }) => `include "${folder}/${name}"`).join('\n')}
`;
}

function toComplaint(line: string, files: readonly GeneratedFile[]): Complaint | null {
  if (line.trim() === '') return null;
  const text = line
    .replace(/^(?:\d{4}-\d\d-\d\d \d\d:\d\d:\d\d: )?(?:server\.c[^:]*: )?/, '')
    .replace(/^\([\w.-]+\.c\.\d+\) /, '')
    .replace(/^(include file not found: )(.*)$/, '$1"$2"');
  const [, path, number] = /source: (\S+) line: (\d+) pos: \d+/.exec(line) ?? [];
  const file = path === undefined ? null : generatedName(path, files);
  return { message: text, file, line: file === null ? null : Number(number) };
}
