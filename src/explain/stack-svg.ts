import type { Box, Stack } from './stack.ts';
import { wrap } from './wrap.ts';

/** The picture as SVG: light or dark as the reader's system is, no fonts or scripts from elsewhere. */
export function stackSvg(stack: Stack): string {
  const { boxes, arrows, width, height } = arrange(stack);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title desc">`,
    `<title id="title">${escapeXml(stack.title)}</title>`,
    `<desc id="desc">${escapeXml(inWords(stack))}</desc>`,
    STYLE,
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path class="tip" d="M0 0 8 4 0 8z"/></marker></defs>',
    `<rect class="ground" width="${width}" height="${height}"/>`,
    ...arrows.map(
      ({ x1, x2, y }) => `<path class="arrow" d="M${x1} ${y}H${x2}" marker-end="url(#tip)"/>`,
    ),
    ...boxes.map(drawBox),
    '</svg>',
    '',
  ].join('\n');
}

interface PlacedBox {
  readonly kind: Box['kind'];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly title: readonly string[];
  readonly lines: readonly string[];
}

interface Arrow {
  readonly x1: number;
  readonly x2: number;
  readonly y: number;
}

interface Drawing {
  readonly boxes: readonly PlacedBox[];
  readonly arrows: readonly Arrow[];
  readonly width: number;
  readonly height: number;
}

// A monospaced letter is 0.6 em wide in every common font; a little more keeps a wider one inside.
const LETTER = 8;
const LINE = 18;
const PADDING = 12;
const MARGIN = 16;
const GAP = 32;
const ROW_GAP = 16;
const LETTERS = 32;

/** Client and web server stand as high as all the branches, so that every arrow is level. */
function arrange({ client, web, branches }: Stack): Drawing {
  const rows = branches.map((branch) => branch.map(measure));
  const heights = rows.map((row) => Math.max(...row.map(({ height }) => height)));
  const ends = [measure(client), measure(web)];
  const needed = Math.max(...ends.map(({ height }) => height));
  const inner = Math.max(needed, sum(heights) + ROW_GAP * (heights.length - 1));
  const columns = [...ends.map(({ width }) => width), ...columnWidths(rows)];
  const left = columns.map((_, column) => MARGIN + sum(columns.slice(0, column)) + GAP * column);
  const at = (column: number) => ({ x: left[column] ?? 0, width: columns[column] ?? 0 });
  const boxes: PlacedBox[] = ends.map((box, column) => ({
    ...box,
    ...at(column),
    y: MARGIN,
    height: inner,
  }));
  const arrows: Arrow[] = [arrowTo(at(0), at(1), MARGIN + inner / 2)];
  for (const [row, cells] of rows.entries()) {
    const height = heights[row] ?? 0;
    const y = MARGIN + sum(heights.slice(0, row)) + ROW_GAP * row;
    for (const [index, cell] of cells.entries()) {
      boxes.push({ ...cell, ...at(index + 2), y, height });
      arrows.push(arrowTo(at(index + 1), at(index + 2), y + height / 2));
    }
  }
  const last = at(columns.length - 1);
  return { boxes, arrows, width: last.x + last.width + MARGIN, height: inner + 2 * MARGIN };
}

function arrowTo(from: { x: number; width: number }, to: { x: number }, y: number): Arrow {
  return { x1: from.x + from.width, x2: to.x, y };
}

function columnWidths(rows: readonly (readonly { readonly width: number }[])[]): number[] {
  const count = Math.max(...rows.map(({ length }) => length));
  return Array.from({ length: count }, (_, column) =>
    Math.max(...rows.map((row) => row[column]?.width ?? 0)),
  );
}

function measure({ kind, title, lines }: Box) {
  const titleLines = wrap(title, LETTERS);
  const textLines = lines.flatMap((line) => wrap(line, LETTERS));
  const all = [...titleLines, ...textLines];
  return {
    kind,
    title: titleLines.map(({ text }) => text),
    lines: textLines.map(({ text }) => text),
    width: Math.max(...all.map(({ columns }) => columns)) * LETTER + 2 * PADDING,
    height: all.length * LINE + 2 * PADDING,
  };
}

function drawBox({ kind, x, y, width, height, title, lines }: PlacedBox): string {
  const all = [...title, ...lines];
  const top = y + (height - all.length * LINE) / 2;
  const texts = all.map((line, index) => {
    const style = index < title.length ? ' class="title"' : '';
    const baseline = top + LINE * index + 13;
    return `<text${style} x="${x + PADDING}" y="${baseline}" xml:space="preserve">${escapeXml(line)}</text>`;
  });
  const shape = `<rect class="box ${kind}" x="${x}" y="${y}" width="${width}" height="${height}" rx="6"/>`;
  return `<g>${shape}${texts.join('')}</g>`;
}

/** For those who do not see it. */
function inWords({ client, web, branches }: Stack): string {
  const words = ({ title, lines }: Box): string => [title, ...lines].join(', ');
  return [
    `${words(client)}; then ${words(web)}.`,
    ...branches.map((boxes) => `${boxes.map(words).join('; then ')}.`),
  ].join(' ');
}

function sum(numbers: readonly number[]): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

const STYLE = `<style>
text { font: 13px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace; fill: #1f2328 }
.title { font-weight: bold }
.ground { fill: #ffffff }
.box { fill: #f6f8fa; stroke: #59636e }
.web { fill: #ddf4ff; stroke: #0969da }
.files { fill: #fff8c5; stroke: #7d4e00 }
.processes { fill: #dafbe1; stroke: #1a7f37 }
.arrow { stroke: #59636e; stroke-width: 1.5; fill: none }
.tip { fill: #59636e }
@media (prefers-color-scheme: dark) {
text { fill: #f0f6fc }
.ground { fill: #0d1117 }
.box { fill: #151b23; stroke: #9198a1 }
.web { fill: #0c2d6b; stroke: #4493f8 }
.files { fill: #3b2300; stroke: #d29922 }
.processes { fill: #033a16; stroke: #3fb950 }
.arrow { stroke: #9198a1 }
.tip { fill: #9198a1 }
}
</style>`;
