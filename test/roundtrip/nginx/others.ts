import { comment, mediaType, regex } from '../../../src/dialects/nginx.ts';
import { headerOf } from '../../../src/live/http.ts';
import { isMediaType, toMediaType } from '../media-types.ts';
import { askPatterns } from '../neighbours.ts';
import { toPath } from '../paths.ts';
import { readIndexes } from '../readings.ts';
import { hasLoneSurrogate } from '../refusals.ts';
import type { Subject } from '../subject.ts';
import { folderOf, type WebLab } from '../web-lab.ts';
import { serverConfiguration } from './configuration.ts';
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

export const others = [pattern, text, type];
