import { toByteString } from '../../../src/core/byte-string.ts';
import { comment, destination, integer, regex } from '../../../src/dialects/lighttpd.ts';
import { headerOf } from '../../../src/live/http.ts';
import { runProgram } from '../../../src/live/run-program.ts';
import { askPatterns } from '../neighbours.ts';
import { readWhere } from '../readings.ts';
import { hasLoneSurrogate, isNoText } from '../refusals.ts';
import type { Subject } from '../subject.ts';
import { folderOf, type WebLab } from '../web-lab.ts';
import { configuration } from './configuration.ts';
import { toPrintablePath } from './printable-path.ts';

/** A pattern that matches the value and nothing beside it. */
const pattern: Subject<WebLab> = {
  maker: 'regex',
  position: '$HTTP["url"] =~',
  adapt: toPrintablePath,
  make: (value) => regex`^/\d+${value}\z`,
  refusable: isNoText,
  ask: (lab, questions) =>
    askPatterns(questions, async (targets) => {
      const answers = await lab.ask(
        (site) =>
          configuration(
            site,
            questions.map(
              ({ text }, index) =>
                `$HTTP["url"] =^ "${folderOf(index)}/" { $HTTP["url"] =~ ${text} { setenv.add-response-header = ("Match" => "yes") } }`,
            ),
          ),
        targets.map(({ target }) => target),
      );
      return answers.map((answer) => headerOf(answer, 'Match') === 'yes');
    }),
};

/** Where a redirect leads. */
const location: Subject<WebLab> = {
  maker: 'destination',
  position: 'url.redirect',
  adapt: toPrintablePath,
  make: (value) => destination`/to${value}%{qsa}`,
  refusable: isNoText,
  async ask(lab, questions) {
    const answers = await lab.ask(
      (site) =>
        configuration(
          site,
          questions.map(
            ({ text }, index) =>
              `$HTTP["url"] == "${folderOf(index)}" { url.redirect = ("" => ${text}) }`,
          ),
        ),
      questions.map((_, index) => `${folderOf(index)}?q`),
    );
    return readWhere(questions, (index) => {
      const leadsTo = spelt(`/to${toByteString(questions[index]?.value ?? '')}`);
      const separator = leadsTo.includes('?') ? '&' : '?';
      const answer = answers[index];
      return (
        answer !== undefined &&
        spelt(headerOf(answer, 'Location') ?? '') === `${leadsTo}${separator}q`
      );
    });
  },
};

/** lighttpd encodes what is no ASCII, and writes hexadecimal digits in upper case: it leads to the same place. */
function spelt(reference: string): string {
  return reference
    .replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16)}`)
    .replace(/%[0-9a-f]{2}/gi, (encoded) => encoded.toUpperCase());
}

/** A number without a unit. */
const number: Subject<WebLab> = {
  maker: 'integer',
  position: 'a variable',
  adapt: toNumber,
  make: (value) => integer`${value}`,
  refusable: (value) => !/^[0-9]+$/.test(value) || Number(value) > 2 ** 31 - 1,
  async ask(lab, questions) {
    const variables = await variablesOf(
      lab,
      questions.map(({ text }, index) => `var.x${index} = ${text}`),
    );
    return readWhere(
      questions,
      (index) => variables.get(`x${index}`) === String(Number(questions[index]?.value)),
    );
  },
};

/** Text that changes nothing: what follows it is still there. */
const text: Subject<WebLab> = {
  maker: 'comment',
  position: 'its line',
  make: (value) => comment`of ${value}`,
  refusable: hasLoneSurrogate,
  async ask(lab, questions) {
    const variables = await variablesOf(
      lab,
      questions.map((question, index) => `# ${question.text}\nvar.x${index} = ${index}`),
    );
    return readWhere(
      questions,
      // CWD and PID are lighttpd's own.
      (index) =>
        variables.get(`x${index}`) === String(index) && variables.size === questions.length + 2,
    );
  },
};

/** What lighttpd says about the variables of a configuration. */
async function variablesOf(
  { workspace }: WebLab,
  statements: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const file = await workspace.write('variables.conf', statements.join('\n'));
  const { code, stdout, stderr } = await runProgram(['lighttpd', '-p', '-f', file]);
  if (code !== 0 || stderr !== '') throw new Error(`lighttpd -p: status ${code}: ${stderr}`);
  const lines = stdout.matchAll(/^ {4}var\.(\S+) += (.*)$/gm);
  return new Map([...lines].map(([, name = '', value = '']) => [name, value]));
}

/** Every other string as it is, the rest as a number. */
function toNumber(value: string): string {
  if (value.length % 2 === 0) return value;
  return BigInt(`0x0${Buffer.from(value).toString('hex').slice(0, 8)}`).toString();
}

export const others = [pattern, location, number, text];
