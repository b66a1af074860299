import { string } from '../../../src/dialects/lighttpd.ts';
import { headerOf } from '../../../src/live/http.ts';
import { placed } from '../../unit/placed.ts';
import { fileFolder, withFiles } from '../files.ts';
import { packs } from '../packs.ts';
import { toFileName } from '../paths.ts';
import { readIndexes, readWhere } from '../readings.ts';
import { isNoText } from '../refusals.ts';
import type { Subject } from '../subject.ts';
import { folderOf, paramsOf, targetOf, type WebLab } from '../web-lab.ts';
import { configuration } from './configuration.ts';
import { toPrintablePath } from './printable-path.ts';

/** What an application is sent. */
const param: Subject<WebLab> = {
  maker: 'string',
  position: 'setenv.add-environment',
  make: (value) => string`${value}`,
  refusable: isRefusable,
  async ask(lab, questions) {
    // A FastCGI record of lighttpd holds 65535 bytes.
    const groups = packs(questions, 40_000);
    const answers = await lab.ask(
      (site) =>
        configuration(site, [
          `fastcgi.server = ("/" => (("socket" => "${site.socket}", "check-local" => "disable")))`,
          ...groups.flatMap(({ number, entries }) => [
            `$HTTP["url"] == "/${number}" { setenv.add-environment = (`,
            ...entries.map(([index, { text }]) => `"P${index}" => ${text},`),
            ') }',
          ]),
        ]),
      groups.map(({ number }) => `/${number}`),
    );
    const read = new Map(answers.flatMap((answer) => [...paramsOf(answer)]));
    return questions.map((_, index) => read.get(`P${index}`) ?? null);
  },
};

/** The path of a request, and the beginning of one; of two that differ in case alone lighttpd would make one condition. */
const conditions = ['==', '=^'].map(
  (operator): Subject<WebLab> => ({
    maker: 'string',
    position: `$HTTP["url"] ${operator}`,
    adapt: toPrintablePath,
    make: (value, index) => string`${placed(folderOf(index))}${value}`,
    refusable: isRefusable,
    async ask(lab, questions) {
      const answers = await lab.ask(
        (site) =>
          configuration(
            site,
            questions.map(
              ({ text }, index) =>
                `$HTTP["url"] ${operator} ${text} { setenv.add-response-header = ("Index" => "${index}") }`,
            ),
          ),
        questions.map(({ value }, index) => targetOf(`${folderOf(index)}${value}`)),
      );
      return readWhere(questions, (index) => {
        const answer = answers[index];
        return answer !== undefined && headerOf(answer, 'Index') === String(index);
      });
    },
  }),
);

/** A file of any name. */
const file: Subject<WebLab> = {
  maker: 'string',
  position: 'alias.url',
  adapt: toFileName,
  make: (value, _, { workspace }) => string`${placed(fileFolder(workspace))}/${value}`,
  refusable: isRefusable,
  ask: (lab, questions) =>
    withFiles(lab.workspace, questions, async () => {
      const paths = questions.map((_, index) => folderOf(index));
      const answers = await lab.ask(
        (site) =>
          configuration(site, [
            'alias.url = (',
            ...questions.map(({ text }, index) => `"${paths[index]}" => ${text},`),
            ')',
          ]),
        paths,
      );
      return readIndexes(questions, answers);
    }),
};

function isRefusable(value: string): boolean {
  // It would escape the quote behind it, and nothing escapes a backslash.
  return isNoText(value) || value.endsWith('\\');
}

export const strings = [param, ...conditions, file];
