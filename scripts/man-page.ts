/** Writes dist/deploygen.1, the manual page, from the definitions of the commands. */
import { writeFileSync } from 'node:fs';
import { addCommands } from '../src/cli/commands.ts';
import { manPage } from '../src/cli/man-page.ts';
import { version } from '../src/generated/version.ts';

const page = manPage(version, (program) => addCommands(program, () => undefined));
writeFileSync('dist/deploygen.1', page);
