/** A piece of a text with its width in columns of a monospaced font. */
export interface Line {
  readonly text: string;
  readonly columns: number;
}

/** Breaks a text into lines of at most so many columns: after a space or a slash where there is one, else anywhere. */
export function wrap(text: string, most: number): readonly Line[] {
  const lines: Line[] = [];
  let line: Line = { text: '', columns: 0 };
  for (const word of text.split(/(?<=[ /])/)) {
    for (const piece of piecesOf(word, most)) {
      if (line.columns > 0 && line.columns + columnsOf(piece.trimEnd()) > most) {
        lines.push(line);
        line = { text: '', columns: 0 };
      }
      line = { text: line.text + piece, columns: line.columns + columnsOf(piece) };
    }
  }
  return [...lines, line];
}

function piecesOf(word: string, most: number): readonly string[] {
  if (columnsOf(word) <= most) return [word];
  const pieces: string[] = [];
  let piece = '';
  for (const character of word) {
    if (columnsOf(piece + character) > most) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece];
}

/** What is no Latin, Greek or Cyrillic letter counts for two: a fallback font may draw it that wide. */
function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += /[\u0000-\u04ff]/.test(character) ? 1 : 2;
  return columns;
}
