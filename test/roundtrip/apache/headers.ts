import { headerValue } from '../../../src/dialects/apache.ts';
import { headerOf } from '../../../src/live/http.ts';
import { readWhere } from '../readings.ts';
import type { Subject } from '../subject.ts';
import { folderOf, type WebLab } from '../web-lab.ts';
import { configuration, hostOf, inHosts } from './configuration.ts';

/** The value of a response header, of characters that one can have. */
const header: Subject<WebLab> = {
  maker: 'headerValue',
  position: 'Header set',
  adapt: (value) => value.replace(/[^\t\x20-\x7e]/g, '_').trim() || null,
  make: (placed) => headerValue`${placed}`,
  refusable: (value) => /^expr=/i.test(value),
  async ask(lab, questions) {
    const answers = await lab.ask(
      (site) =>
        configuration(
          site,
          inHosts(
            site,
            questions.map(
              ({ text }, index) =>
                `<Location ${folderOf(index)}>\nHeader always set X-Value ${text}\n</Location>`,
            ),
          ),
        ),
      questions.map((_, index) => ({
        target: folderOf(index),
        headers: [`Host: ${hostOf(index)}`],
      })),
    );
    return readWhere(questions, (index) => {
      const answer = answers[index];
      return answer !== undefined && headerOf(answer, 'X-Value') === questions[index]?.value;
    });
  },
};

export const headers: readonly Subject<WebLab>[] = [header];
