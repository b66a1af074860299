/** `npm run docs`: writes the generated pages, tables and outputs of the documentation anew. */
import { readFile, writeFile } from 'node:fs/promises';
import { currentPages } from './docs/pages.ts';

for (const [path, text] of await currentPages()) {
  const before = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  if (before === text) continue;
  await writeFile(path, text);
  console.log(path);
}
