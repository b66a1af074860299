/** What a static folder holds while it is proved, by path. */
export const sampleFiles: Readonly<Record<string, string>> = {
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
