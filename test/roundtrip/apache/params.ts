import { byteLength } from '../../../src/core/byte-string.ts';
import { comment, value, word } from '../../../src/dialects/apache.ts';
import { packs } from '../packs.ts';
import { readWhere } from '../readings.ts';
import { hasLoneSurrogate, isNoText } from '../refusals.ts';
import type { Question, Reading, Subject } from '../subject.ts';
import { folderOf, paramsOf, type WebLab } from '../web-lab.ts';
import { configuration } from './configuration.ts';
import { isRefusable } from './refusable.ts';

/** What an application is sent. */
const environment: Subject<WebLab> = {
  maker: 'word',
  position: 'SetEnv',
  make: (placed) => word`${placed}`,
  refusable: isRefusable,
  ask: (lab, questions) => askParams(lab, questions, ({ text }, name) => `SetEnv ${name} ${text}`),
};

/** The same as an expression. */
const expression: Subject<WebLab> = {
  maker: 'value',
  position: 'ProxyFCGISetEnvIf',
  make: (placed) => value`${placed}`,
  refusable: (text) => isNoText(text) || byteLength(text) > 8191,
  ask: (lab, questions) =>
    askParams(lab, questions, ({ text }, name) => `ProxyFCGISetEnvIf true ${name} ${text}`),
};

/** Text that changes nothing: what follows it is still there. */
const text: Subject<WebLab> = {
  maker: 'comment',
  position: 'its line',
  make: (placed) => comment`of ${placed}`,
  refusable: hasLoneSurrogate,
  async ask(lab, questions) {
    const read = await askParams(
      lab,
      questions,
      (question, name) => `# ${question.text}\nSetEnv ${name} ${name}`,
    );
    return readWhere(questions, (index) => read[index] === `P${index}`);
  },
};

/** The parameters that directives of the values set. */
async function askParams(
  lab: WebLab,
  questions: readonly Question[],
  directiveOf: (question: Question, name: string) => string,
): Promise<readonly Reading[]> {
  // A FastCGI record of httpd holds 65535 bytes.
  const groups = packs(questions, 40_000);
  const answers = await lab.ask(
    (site) =>
      configuration(
        site,
        groups.flatMap(({ number, entries }) => [
          `<Location "${folderOf(number)}">`,
          `ProxyPass "unix:${site.socket}|fcgi://application"`,
          ...entries.map(([index, question]) => directiveOf(question, `P${index}`)),
          '</Location>',
        ]),
      ),
    groups.map(({ number }) => folderOf(number)),
  );
  const read = new Map(answers.flatMap((answer) => [...paramsOf(answer)]));
  return questions.map((_, index) => read.get(`P${index}`) ?? null);
}

export const params = [environment, expression, text];
