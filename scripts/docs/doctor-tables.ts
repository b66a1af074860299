import { causes } from '../../src/doctor/causes.ts';
import { symptoms } from '../../src/doctor/log/symptoms.ts';

/** Every cause that `deploygen doctor` knows, with its reason. */
export function causesTable(): string {
  const rows = Object.entries(causes).map(
    ([code, { summary, why }]) => `| \`${code}\` | ${summary} | ${cell(why)} |\n`,
  );
  return `| cause | what is wrong | why |\n|---|---|---|\n${rows.join('')}`;
}

/** Every line of a log that is known, but for those that only go with another. */
export function symptomsTable(): string {
  const rows = symptoms
    .filter(({ cause }) => cause !== null)
    .map(({ program, cause, example }) => `| ${program} | \`${cell(example)}\` | \`${cause}\` |\n`);
  return `| log of | line | cause |\n|---|---|---|\n${rows.join('')}`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').trimEnd();
}
