import type { Box, Stack } from './stack.ts';

/** The picture as a Mermaid flowchart, which Markdown pages of GitHub and GitLab draw. */
export function stackMermaid({ title, client, web, branches }: Stack): string {
  const lines = [
    '---',
    `title: ${JSON.stringify(title)}`,
    '---',
    'flowchart LR',
    node('client', client),
    node('web', web),
    '    client --> web',
  ];
  for (const [row, boxes] of branches.entries()) {
    let from = 'web';
    for (const [column, box] of boxes.entries()) {
      const to = `box${row}_${column}`;
      lines.push(node(to, box), `    ${from} --> ${to}`);
      from = to;
    }
  }
  return `${lines.join('\n')}\n`;
}

function node(id: string, { kind, title, lines }: Box): string {
  const [open, close] = kind === 'files' ? ['[(', ')]'] : ['[', ']'];
  const label = [title, ...lines].map(escapeLabel).join('<br>');
  return `    ${id}${open}"${label}"${close}`;
}

/** Mermaid's entity codes: "#", a number or name, ";" (its manual, "Entity codes to escape characters"). */
function escapeLabel(text: string): string {
  return text.replace(
    /[^A-Za-z0-9 ,.:/()@_\u00a1-\uffff-]/gu,
    (character) => `#${character.codePointAt(0)};`,
  );
}
