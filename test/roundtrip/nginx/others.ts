import { comment, entry, mediaType, regex } from '../../../src/dialects/nginx.ts';
import { headerOf } from '../../../src/live/http.ts';
import { isMediaType, toMediaType } from '../media-types.ts';
import { askPatterns } from '../neighbours.ts';
import { toPath } from '../paths.ts';
import { readIndexes } from '../readings.ts';
import { hasLoneSurrogate } from '../refusals.ts';
import type { Subject } from '../subject.ts';
import { folderOf, type WebLab } from '../web-lab.ts';
import { configuration, listen, serverConfiguration } from './configuration.ts';
import { isRefusablePattern } from './refusable.ts';

/** A pattern that matches the value and nothing beside it. */
const pattern: Subject<WebLab> = {
  maker: 'regex',
  position: 'location ~',
  adapt: toPath,
  make: (value) => regex`^/\d+${value}\z`,
  refusable: (value) => isRefusablePattern(value, '^/\\d+\\z'),
  ask: (lab, questions) =>
    askPatterns(questions, async (targets) => {
      const answers = await lab.ask(
        (site) =>
          serverConfiguration(
            site,
            questions.map(
              ({ text }, index) =>
                `location ^~ ${folderOf(index)}/ { location ~ ${text} { return 200; } return 404; }`,
            ),
          ),
        targets.map(({ target }) => target),
      );
      return answers.map(({ status }) => status === 200);
    }),
};

/** Text that changes nothing: what follows it is still there. */
const text: Subject<WebLab> = {
  maker: 'comment',
  position: 'its line',
  make: (value) => comment`of ${value}`,
  refusable: hasLoneSurrogate,
  async ask(lab, questions) {
    const answers = await lab.ask(
      (site) =>
        serverConfiguration(
          site,
          questions.map(
            (question, index) =>
              `# ${question.text}\nlocation = /${index} { return 200 ${index}; }`,
          ),
        ),
      questions.map((_, index) => `/${index}`),
    );
    return readIndexes(questions, answers);
  },
};

const type: Subject<WebLab> = {
  maker: 'mediaType',
  kind: 'media-type',
  position: 'types',
  adapt: toMediaType,
  make: (value) => mediaType`${value}`,
  refusable: (value) => !isMediaType(value),
  async ask(lab, questions) {
    const answers = await lab.ask(
      (site) =>
        serverConfiguration(site, [
          'types {',
          ...questions.map((question, index) => `${question.text} e${index};`),
          '}',
          'return 200 "";',
        ]),
      questions.map((_, index) => `/file.e${index}`),
    );
    return answers.map((answer) => headerOf(answer, 'Content-Type'));
  },
};

/** The method of a request, or a network. */
const key: Subject<WebLab> = {
  maker: 'entry',
  position: 'map',
  adapt: toMethod,
  make: (value) => entry`${value}`,
  refusable: (value) => !isMethod(value),
  async ask(lab, questions) {
    const answers = await lab.ask(
      (site) =>
        configuration([
          'map $request_method $index { default ""; ',
          ...questions.map(({ text }, index) => `${text} ${index};`),
          '}',
          `server { ${listen(site)} return 200 "$index"; }`,
        ]),
      questions.map(({ value }) => ({ target: '/', method: value })),
    );
    return readIndexes(questions, answers);
  },
};

/** A method of any string: its bytes in letters. */
function toMethod(value: string): string {
  const letters = [...Buffer.from(value).toString('hex')].map((digit) =>
    String.fromCharCode(65 + Number.parseInt(digit, 16)),
  );
  return `X${letters.slice(0, 200).join('')}`;
}

function isMethod(value: string): boolean {
  return /^[A-Z]+$/.test(value);
}

export const others = [pattern, text, type, key];
