import { directory, substitution, word } from '../../../src/dialects/apache.ts';
import { headerOf } from '../../../src/live/http.ts';
import { placed } from '../../unit/placed.ts';
import { fileFolder, withFiles, withSockets } from '../files.ts';
import { toFileName, toPath, toSocketName } from '../paths.ts';
import { readIndexes, readWhere } from '../readings.ts';
import type { Subject } from '../subject.ts';
import { folderOf, targetOf, type WebLab } from '../web-lab.ts';
import { configuration, hostOf, inHosts } from './configuration.ts';
import { isRefusable } from './refusable.ts';

/** A file of any name. */
const alias: Subject<WebLab> = {
  maker: 'word',
  position: 'Alias',
  adapt: toFileName,
  make: (value, _, { workspace }) => word`${placed(fileFolder(workspace))}/${value}`,
  refusable: isRefusable,
  ask: (lab, questions) =>
    withFiles(lab.workspace, questions, async () => {
      const answers = await lab.ask(
        (site) =>
          configuration(
            site,
            questions.map(({ text }, index) => `Alias ${folderOf(index)} ${text}`),
          ),
        questions.map((_, index) => folderOf(index)),
      );
      return readIndexes(questions, answers);
    }),
};

/** The path of a request. */
const url: Subject<WebLab> = {
  maker: 'word',
  position: 'Redirect',
  adapt: toPath,
  make: (value, index) => word`${placed(folderOf(index))}${value}`,
  refusable: isRefusable,
  async ask(lab, questions) {
    const answers = await lab.ask(
      (site) =>
        configuration(
          site,
          questions.map(({ text }, index) => `Redirect 308 ${text} /to/${index}`),
        ),
      questions.map(({ value }, index) => targetOf(`${folderOf(index)}${value}`)),
    );
    return readWhere(questions, (index) => {
      const answer = answers[index];
      return (
        answer !== undefined &&
        /\/to\/(\d+)$/.exec(headerOf(answer, 'Location') ?? '')?.[1] === String(index)
      );
    });
  },
};

/** The path of a socket, on which an application of its own listens. */
const socket: Subject<WebLab> = {
  maker: 'word',
  every: 2,
  position: 'ProxyPass unix:',
  // ProxyPass ends the path at a "|" and takes "?" and "#" for parts of a URL: a matter of the target.
  adapt: (value) => toSocketName(value)?.replace(/[|?#]/g, '_') ?? null,
  make: (value, index, { workspace }) =>
    word`unix:${placed(fileFolder(workspace))}/${value}|fcgi://a${placed(index + 10_000)}`,
  refusable: isRefusable,
  ask: (lab, questions) =>
    withSockets(lab.workspace, questions, async () => {
      const answers = await lab.ask(
        (site) =>
          configuration(
            site,
            questions.map(
              ({ text }, index) => `<Location ${folderOf(index)}>\nProxyPass ${text}\n</Location>`,
            ),
          ),
        questions.map((_, index) => folderOf(index)),
      );
      return readIndexes(questions, answers);
    }),
};

/** A file of any name again, as what an AliasMatch leads to. */
const aliasMatch: Subject<WebLab> = {
  maker: 'substitution',
  position: 'AliasMatch',
  adapt: toFileName,
  make: (value, _, { workspace }) => substitution`${placed(fileFolder(workspace))}/${value}`,
  refusable: isRefusable,
  ask: (lab, questions) =>
    withFiles(lab.workspace, questions, async () => {
      const answers = await lab.ask(
        (site) =>
          configuration(
            site,
            inHosts(
              site,
              questions.map(({ text }, index) => `AliasMatch "^${folderOf(index)}()$" ${text}`),
            ),
          ),
        questions.map((_, index) => ({
          target: folderOf(index),
          headers: [`Host: ${hostOf(index)}`],
        })),
      );
      return readIndexes(questions, answers);
    }),
};

/** A folder of any name, but for wildcards: for such a one there is <DirectoryMatch>, which holds every path. */
const folder: Subject<WebLab> = {
  maker: 'directory',
  position: 'Directory',
  adapt: toFileName,
  make: (value, _, { workspace }) => directory`${placed(fileFolder(workspace))}/${value}`,
  refusable: (value) => isRefusable(value) || /[*?[\]\\]/.test(value),
  ask: (lab, questions) =>
    withFiles(lab.workspace, questions, async () => {
      const answers = await lab.ask(
        (site) =>
          configuration(
            site,
            questions.map(
              ({ text }, index) => `<Directory ${text}>\nHeader set Index ${index}\n</Directory>`,
            ),
          ),
        questions.map(({ value }) => targetOf(`/files/${value}`)),
      );
      return readWhere(questions, (index) => {
        const answer = answers[index];
        return answer !== undefined && headerOf(answer, 'Index') === String(index);
      });
    }),
};

export const files = [alias, url, socket, aliasMatch, folder];
