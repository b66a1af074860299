import type { GeneratedFile } from '../../core/render.ts';
import { findProgram } from '../find-program.ts';
import { runProgram } from '../run-program.ts';
import type { Complaint, Verifier } from './verifier.ts';

/** uWSGI's own reading, which it leaves before it opens, writes or runs anything. */
export const uwsgiVerifier: Verifier = {
  target: 'uwsgi',
  needs: 'uwsgi-core and uwsgi-plugin-python3',
  isInstalled: () => findProgram('uwsgi') !== null,
  async check(files, { folder }) {
    const found: Complaint[] = [];
    for (const file of files.filter(({ name }) => name.endsWith('.uwsgi.ini'))) {
      found.push(...(await readBy(file, folder)), ...wrongNumbers(file));
    }
    return found;
  },
  lacks: [
    {
      // For a `program` of the application's own no plugin is loaded.
      pattern: /unknown config directive: (module|callable|virtualenv|enable-threads)$/,
      what: () => 'a uWSGI that has Python built in',
      mend: (text) => text.replace(/^strict = true$/m, 'strict = false'),
    },
    {
      pattern: /UNABLE to load uWSGI plugin: \S*?([^/\s]+)_plugin\.so/,
      what: ([, name]) => `the plugin ${name} of uWSGI`,
      // Without it uWSGI does not know its options.
      mend: (text, [, name]) =>
        text
          .replace(/^strict = true$/m, 'strict = false')
          .replace(new RegExp(`^[ \\t]*plugins?[ \\t]*=[ \\t]*${name}[ \\t]*$`, 'gm'), ';'),
    },
  ],
};

async function readBy(file: GeneratedFile, folder: string): Promise<readonly Complaint[]> {
  const uwsgi = findProgram('uwsgi') ?? 'uwsgi';
  const path = `${folder}/${file.name}`;
  const { code, stderr } = await runProgram([uwsgi, '--hook-asap', 'exit:0', '--ini', path], {
    directory: folder,
  });
  if (code === 0) return [];
  const lines = stderr.split('\n').filter((line) => line !== '' && !/^\[uWSGI\]/.test(line));
  const complaints = lines.map((message): Complaint => {
    const [, option] = /unknown config directive: (\S+)/.exec(message) ?? [];
    return { message, file: file.name, line: option === undefined ? null : lineOf(file, option) };
  });
  return complaints.length > 0
    ? complaints
    : [{ message: `uWSGI ended with ${code}`, file: file.name, line: null }];
}

function lineOf({ text }: GeneratedFile, option: string): number | null {
  const index = text.split('\n').findLastIndex((line) => line.trim().split(/[ \t=]/)[0] === option);
  return index < 0 ? null : index + 1;
}

/** uWSGI 2.0.21 takes what is no number for 0, and what follows one for nothing. */
function wrongNumbers({ name, text }: GeneratedFile): readonly Complaint[] {
  return text.split('\n').flatMap((line, index) => {
    const [, option = '', value = ''] = /^[ \t]*([\w-]+)[ \t]*=[ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
    if (!NUMBERS.has(option) || /^\d+$|[%$@]\(/.test(value)) return [];
    const message = `"${value}" is no number, and "${option}" would be read as ${Number.parseInt(value, 10) || 0}`;
    return [{ message, file: name, line: index + 1 }];
  });
}

const NUMBERS = new Set(
  `processes workers threads listen buffer-size harakiri max-requests min-worker-lifetime max-worker-lifetime cheaper
  cheaper-initial cheaper-step reload-mercy worker-reload-mercy mule-reload-mercy max-fd post-buffering limit-post limit-as
  reload-on-as reload-on-rss evil-reload-on-as evil-reload-on-rss socket-timeout http-timeout chunked-input-timeout
  chunked-input-limit socket-sndbuf socket-rcvbuf thread-stacksize offload-threads mules spooler-processes`.split(
    /\s+/,
  ),
);
