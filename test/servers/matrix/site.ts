import { mkdir } from 'node:fs/promises';
import type { Workspace } from '../../../src/live/workspace.ts';

/** The static files of every configuration, by their path below the static folder. */
const FILES: Readonly<Record<string, string>> = {
  'a.css': 'body { color: black }\n',
  'A.txt': 'upper case\n',
  'a b.txt': 'a space\n',
  'é.txt': 'UTF-8\n',
  'a.php': '<?php echo "never run" ?>\n',
  'a.fcgi': '#!/bin/false\n',
  'index.html': '<!doctype html><title>not an index</title>\n',
  'sub/a.css': 'below { color: black }\n',
  'sub/.env': 'SECRET=1\n',
  '.env': 'SECRET=1\n',
  '.git/config': 'SECRET=1\n',
  '.well-known/a': 'hidden all the same\n',
};

/** Writes the static folder, its neighbours that no URL may reach, and returns the folder's path with its slash. */
export async function writeSite(workspace: Workspace): Promise<string> {
  for (const [name, content] of Object.entries(FILES)) {
    await workspace.write(`site/static/${name}`, content);
  }
  await workspace.write('site/secret', 'SECRET=1\n');
  await workspace.write('site/settings.py', 'SECRET=1\n');
  await workspace.write('site/static-private/secret', 'SECRET=1\n');
  await workspace.write('site/favicon.ico', 'an icon\n');
  await mkdir(workspace.path('site/static/empty'), { recursive: true });
  return `${workspace.path('site/static')}/`;
}
