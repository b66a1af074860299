import { visible } from '../../explain/visible.ts';
import type { AppAnswer } from './prove-app.ts';

/** What applications answered, a line each; of those that did not, what they printed. */
export function printAnswers(answers: readonly AppAnswer[]): string {
  return answers.map(toText).join('');
}

function toText({ server, application, url, status, isUp, printed }: AppAnswer): string {
  const what = status === null ? 'no answer' : `status ${status}`;
  const line = `${server}: application "${application}" at ${visible(url)}: ${what}\n`;
  if (isUp) return line;
  const said = printed.trimEnd().split('\n').slice(-20);
  return `${line}  it does not answer; it printed:\n${said.map((each) => `    ${visible(each)}\n`).join('')}`;
}
