import type { Box, Stack } from './stack.ts';

/** The picture as a tree for a terminal. */
export function stackText({ client, web, branches }: Stack): string {
  const lines = [oneLine(client), `└─ ${oneLine(web)}`];
  for (const [index, boxes] of branches.entries()) {
    const isLast = index === branches.length - 1;
    for (const [depth, box] of boxes.entries()) {
      const trunk = isLast ? ' ' : '│';
      const stem =
        depth === 0 ? (isLast ? '└─ ' : '├─ ') : `${trunk}  ${'   '.repeat(depth - 1)}└─ `;
      lines.push(`   ${stem}${oneLine(box)}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

function oneLine({ title, lines }: Box): string {
  return [title, ...lines].join(', ').replace(', ', ': ');
}
