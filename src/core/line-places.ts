import { templates } from '../generated/templates.js';
import type { Place } from './place.ts';
import { type CustomTemplates, fillWith, type PlannedFile } from './render.ts';
import { Token } from './token.ts';

/** For each line of a file as it is rendered: the values in it. */
export type LinePlaces = readonly (readonly PlacedText[])[];

/** Where a value stands in the descriptor, and the text that it has become, alone or with others. */
export interface PlacedText {
  readonly place: Place;
  readonly text: string;
}

/** Tells what in a descriptor the lines of a planned file are from. The file renders. */
export function linePlaces(planned: PlannedFile, custom?: CustomTemplates): LinePlaces {
  const { template, dialect, context } = planned;
  const own = custom?.programFor(planned);
  const program = (own?.ok ? own.program : null) ?? templates[template];
  if (program === undefined) throw new Error(`no template "${template}"`);
  const marked: (readonly PlacedText[])[] = [];
  const mark = (places: readonly Place[], text: string): string => {
    marked.push(places.map((place) => ({ place, text })));
    // No language lets a NUL into its text.
    return `\0${marked.length - 1}\0${text}`;
  };
  const text = fillWith(program, context, (value, kinds) => {
    const written = String(Token.read(value, dialect.name, kinds));
    const places = Token.placesOf(value);
    const lines = written.split('\n');
    // Raw text has a value for each of its lines.
    if (lines.length !== places.length) return mark(places, written);
    return lines.map((line, index) => mark(places.slice(index, index + 1), line)).join('\n');
  });
  return text
    .split('\n')
    .map((line) =>
      [...line.matchAll(/\0([0-9]+)\0/g)].flatMap(([, id]) => marked[Number(id)] ?? []),
    );
}
