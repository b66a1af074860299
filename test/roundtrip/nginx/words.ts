import { word } from '../../../src/dialects/nginx.ts';
import { placed } from '../../unit/placed.ts';
import { fileFolder, withFiles } from '../files.ts';
import { packs } from '../packs.ts';
import { toFileName } from '../paths.ts';
import { readIndexes } from '../readings.ts';
import type { Subject } from '../subject.ts';
import { paramsOf, type WebLab } from '../web-lab.ts';
import { serverConfiguration } from './configuration.ts';
import { isRefusableWord } from './refusable.ts';

/** What an application is sent. */
const param: Subject<WebLab> = {
  maker: 'word',
  position: 'fastcgi_param',
  make: (value) => word`${value}`,
  refusable: isRefusableWord,
  async ask(lab, questions) {
    // A FastCGI record of nginx holds 65535 bytes.
    const groups = packs(questions, 40_000);
    const answers = await lab.ask(
      (site) =>
        serverConfiguration(
          site,
          groups.flatMap(({ number, entries }) => [
            `location = /${number} { fastcgi_pass unix:${site.socket};`,
            ...entries.map(([index, { text }]) => `fastcgi_param P${index} ${text};`),
            '}',
          ]),
        ),
      groups.map(({ number }) => `/${number}`),
    );
    const read = new Map(answers.flatMap((answer) => [...paramsOf(answer)]));
    return questions.map((_, index) => read.get(`P${index}`) ?? null);
  },
};

/** The body of a response. */
const body: Subject<WebLab> = {
  maker: 'word',
  position: 'return',
  make: (value) => word`${value}`,
  refusable: isRefusableWord,
  async ask(lab, questions) {
    const answers = await lab.ask(
      (site) =>
        serverConfiguration(
          site,
          questions.map(({ text }, index) => `location = /${index} { return 200 ${text}; }`),
        ),
      questions.map((_, index) => `/${index}`),
    );
    return answers.map((answer) => answer.body.toString('latin1'));
  },
};

/** A file of any name. */
const file: Subject<WebLab> = {
  maker: 'word',
  position: 'alias',
  adapt: toFileName,
  make: (value, _, { workspace }) => word`${placed(fileFolder(workspace))}/${value}`,
  refusable: isRefusableWord,
  ask: (lab, questions) =>
    withFiles(lab.workspace, questions, async () => {
      const answers = await lab.ask(
        (site) =>
          serverConfiguration(
            site,
            questions.map(({ text }, index) => `location = /${index} { alias ${text}; }`),
          ),
        questions.map((_, index) => `/${index}`),
      );
      return readIndexes(questions, answers);
    }),
};

export const words = [param, body, file];
