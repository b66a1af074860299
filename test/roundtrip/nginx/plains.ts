import { byteLength } from '../../../src/core/byte-string.ts';
import { plain, uri } from '../../../src/dialects/nginx.ts';
import { placed } from '../../unit/placed.ts';
import { fileFolder, withSockets } from '../files.ts';
import { toPath, toSocketName } from '../paths.ts';
import { readIndexes } from '../readings.ts';
import { isNoText } from '../refusals.ts';
import type { Subject } from '../subject.ts';
import { targetOf, type WebLab } from '../web-lab.ts';
import { configuration, listen, serverConfiguration } from './configuration.ts';
import { isRefusable } from './refusable.ts';

/** Paths of requests: nginx has one byte for the length of one. */
const locations = ['=', '^~'].map(
  (modifier): Subject<WebLab> => ({
    maker: 'uri',
    position: `location ${modifier}`,
    adapt: toPath,
    make: (value) => uri`${value}`,
    refusable: (value) => isNoText(value) || byteLength(value) > 255,
    async ask(lab, questions) {
      const answers = await lab.ask(
        (site) =>
          serverConfiguration(
            site,
            questions.map(
              ({ text }, index) => `location ${modifier} ${text} { return 200 "${index}"; }`,
            ),
          ),
        questions.map(({ value }) => targetOf(value)),
      );
      return readIndexes(questions, answers);
    },
  }),
);

/** The path of a socket, on which an application of its own listens. */
const upstream: Subject<WebLab> = {
  maker: 'plain',
  every: 2,
  position: 'upstream server',
  adapt: toSocketName,
  make: (value, _, { workspace }) => plain`unix:${placed(fileFolder(workspace))}/${value}`,
  refusable: isRefusable,
  ask: (lab, questions) =>
    withSockets(lab.workspace, questions, async () => {
      const answers = await lab.ask(
        (site) =>
          configuration([
            ...questions.map(({ text }, index) => `upstream u${index} { server ${text}; }`),
            'server {',
            listen(site),
            ...questions.map((_, index) => `location = /${index} { fastcgi_pass u${index}; }`),
            '}',
          ]),
        questions.map((_, index) => `/${index}`),
      );
      return readIndexes(questions, answers);
    }),
};

/** Names of hosts, which alone it takes as they are. */
const serverName: Subject<WebLab> = {
  maker: 'plain',
  position: 'server_name',
  adapt: toHostName,
  make: (value) => plain`${value}`,
  refusable: isRefusable,
  async ask(lab, questions) {
    const answers = await lab.ask(
      (site) =>
        configuration(
          questions.map(
            ({ text }, index) =>
              `server { ${listen(site)} server_name ${text}; return 200 "${index}"; }`,
          ),
        ),
      questions.map(({ value }) => ({ target: '/', headers: [`Host: ${value}`] })),
    );
    return readIndexes(questions, answers);
  },
};

/** A host of any string: its bytes in hexadecimal digits. */
function toHostName(value: string): string {
  const digits = Buffer.from(value).toString('hex').slice(0, 180);
  return [...(digits.match(/.{1,40}/g) ?? []), 'test'].join('.');
}

export const plains = [...locations, upstream, serverName];
