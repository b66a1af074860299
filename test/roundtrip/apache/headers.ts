import { toByteString } from '../../../src/core/byte-string.ts';
import { decode, splitTarget } from '../../../src/core/request-path.ts';
import { value as expression, headerValue } from '../../../src/dialects/apache.ts';
import { type HttpResponse, headerOf } from '../../../src/live/http.ts';
import { placed } from '../../unit/placed.ts';
import { toPath } from '../paths.ts';
import { readWhere } from '../readings.ts';
import { isNoText } from '../refusals.ts';
import type { Question, Subject } from '../subject.ts';
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
    const answers = await askFolders(lab, questions, 'Header always set X-Value');
    return readWhere(questions, (index) => {
      const answer = answers[index];
      return answer !== undefined && headerOf(answer, 'X-Value') === questions[index]?.value;
    });
  },
};

/** The decoded path of a URL, which is encoded after the expression was evaluated; a "?" or "#" would end it. */
const location: Subject<WebLab> = {
  maker: 'value',
  position: 'Redirect',
  adapt: (value) => toPath(value).replace(/[?#]/g, '_').slice(0, 4000),
  make: (value, index) => expression`${placed(folderOf(index))}${value}?own&%{QUERY_STRING}`,
  refusable: isNoText,
  async ask(lab, questions) {
    const answers = await askFolders(lab, questions, 'Redirect 307');
    return readWhere(questions, (index) => {
      const answer = answers[index];
      const url = answer === undefined ? null : headerOf(answer, 'Location');
      const target = splitTarget((url ?? '').replace(/^http:\/\/[^/]*/, ''));
      const meant = toByteString(`${folderOf(index)}${questions[index]?.value}`);
      return target?.query === 'own&asked' && decode(target.path) === meant;
    });
  },
};

/** What folders answer, each with the directive for its own value. */
function askFolders(
  lab: WebLab,
  questions: readonly Question[],
  directive: string,
): Promise<readonly HttpResponse[]> {
  const sections = questions.map(
    ({ text }, index) => `<Location ${folderOf(index)}>\n${directive} ${text}\n</Location>`,
  );
  return lab.ask(
    (site) => configuration(site, inHosts(site, sections)),
    questions.map((_, index) => ({
      target: `${folderOf(index)}?asked`,
      headers: [`Host: ${hostOf(index)}`],
    })),
  );
}

export const headers: readonly Subject<WebLab>[] = [header, location];
