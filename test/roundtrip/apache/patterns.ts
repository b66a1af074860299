import { byteLength, toByteString } from '../../../src/core/byte-string.ts';
import { condition, regex } from '../../../src/dialects/apache.ts';
import { headerOf } from '../../../src/live/http.ts';
import { placed } from '../../unit/placed.ts';
import { askPatterns } from '../neighbours.ts';
import { toPath } from '../paths.ts';
import { isNoText } from '../refusals.ts';
import type { Question, Reading, Subject } from '../subject.ts';
import { folderOf, type WebLab } from '../web-lab.ts';
import { configuration, hostOf, inHosts } from './configuration.ts';

/** A pattern that matches the value and nothing beside it. */
const location: Subject<WebLab> = {
  maker: 'regex',
  position: 'LocationMatch',
  adapt: toPath,
  make: (value, index) => regex`^${placed(folderOf(index))}${value}\z`,
  refusable: isNoText,
  ask: (lab, questions) =>
    ask(
      lab,
      questions,
      ({ text }) => `<LocationMatch ${text}>\nHeader always set Match yes\n</LocationMatch>`,
    ),
};

/** The same in an expression. */
const expression: Subject<WebLab> = {
  maker: 'condition',
  position: 'If',
  adapt: toPath,
  make: (value, index) => condition`%{REQUEST_URI} =~ m#^${placed(folderOf(index))}${value}\z#`,
  refusable: (value) => isNoText(value) || byteLength(spelled(value)) > 8191,
  ask: (lab, questions) =>
    ask(
      lab,
      questions,
      ({ text }, index) => `
<Location "${folderOf(index)}">
<If ${text}>
Header always set Match yes
</If>
</Location>`,
    ),
};

/** As long as the expression gets: four bytes for one that could mean something, two for a full stop. */
function spelled(value: string): string {
  const pattern = toByteString(value)
    .replace(/[^\w/.-]/g, '\\xff')
    .replaceAll('.', '\\.');
  return `%{REQUEST_URI} =~ m#^${folderOf(0)}${pattern}\\z#`;
}

function ask(
  lab: WebLab,
  questions: readonly Question[],
  directiveOf: (question: Question, index: number) => string,
): Promise<readonly Reading[]> {
  return askPatterns(questions, async (targets) => {
    const answers = await lab.ask(
      (site) => configuration(site, inHosts(site, questions.map(directiveOf))),
      targets.map(({ index, target }) => ({ target, headers: [`Host: ${hostOf(index)}`] })),
    );
    return answers.map((answer) => headerOf(answer, 'Match') === 'yes');
  });
}

export const patterns = [location, expression];
