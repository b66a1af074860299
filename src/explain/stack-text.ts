import type { Box, Stack } from './stack.ts';

/** The picture as a tree for a terminal, and what is said beside it. */
export function stackText({ client, web, branches, hints }: Stack): string {
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
  for (const { about, lines: said } of hints) {
    lines.push('', `In the code or settings of ${about}:`, ...said.map((line) => `  ${line}`));
  }
  return `${lines.join('\n')}\n`;
}

function oneLine({ title, lines }: Box): string {
  return [title, ...lines].join(', ').replace(', ', ': ');
}
