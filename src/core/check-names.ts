import { type Facts, lookUp, namesOf, questionFor } from './names-in-scope.ts';
import { nearest } from './nearest.ts';
import type { Block, Interpolation, Path, Program } from './program.ts';
import type { MapShape, Shape } from './shape.ts';
import type { TemplateSpan } from './template-error.ts';

/** A name that a template may not use where it does. */
export interface NameProblem {
  readonly code: 'template-unknown-name' | 'template-wrong-kind';
  readonly at: TemplateSpan;
  readonly message: string;
  readonly help: string;
  /** Whatever booleans say. */
  readonly isCertain: boolean;
}

/** What a compiled template asks for that plans of this shape do not hold, or not as it takes it; in every branch. */
export function checkNames(
  program: Program,
  shape: MapShape,
  dialect: string,
): readonly NameProblem[] {
  return readProgram(program, [{ shape, facts: new Map() }]);

  function readProgram(steps: Program, scopes: Scopes): NameProblem[] {
    return steps.flatMap((step) => {
      if (typeof step === 'string' || step.at === undefined) return [];
      const { at, path } = step;
      const found = follow(path, scopes);
      if ('message' in found) return [{ code: 'template-unknown-name' as const, at, ...found }];
      return 'kinds' in step
        ? readInterpolation({ ...step, at }, found, scopes)
        : readBlock({ ...step, at }, found, scopes);
    });
  }

  function readInterpolation(
    { path, kinds, at }: Seen<Interpolation>,
    found: Shapes,
    scopes: Scopes,
  ): NameProblem[] {
    const fits = (shape: Shape): boolean =>
      shape.is === 'token' &&
      shape.dialect === dialect &&
      shape.kinds.every((kind) => kinds.includes(kind));
    if (found.some(fits)) return [];
    const [shape] = found;
    const what = shape.is === 'token' ? shape.kinds.join(' or ') : shape.is;
    const others = fitting(scopes, fits);
    const help = others === '' ? HELP[shape.is] : `of that kind there are here: ${others}`;
    const message = `"${spell(path)}" is ${an(what)}, where only ${an(kinds.join(' or '))} may stand`;
    return [{ code: 'template-wrong-kind', at, message, help, isCertain: true }];
  }

  function readBlock(step: Seen<Block>, found: Shapes, scopes: Scopes): NameProblem[] {
    const { block, path, body, otherwise, at } = step;
    const [shape] = found;
    const wanted = WANTED[block];
    if (shape.is !== wanted) {
      const others = fitting(scopes, ({ is }) => is === wanted);
      const help = others === '' ? HELP[shape.is] : `a ${wanted} here is: ${others}`;
      const message = `"${spell(path)}" is a ${shape.is}, and #${block} takes a ${wanted}`;
      return [{ code: 'template-wrong-kind', at, message, help, isCertain: true }];
    }
    if (shape.is === 'boolean') {
      const isIf = block === 'if';
      return [
        ...readProgram(body, knowing(scopes, path, isIf)),
        ...readProgram(otherwise, knowing(scopes, path, !isIf)),
      ];
    }
    return [...readWithin(body, found, scopes), ...readProgram(otherwise, scopes)];
  }

  /** The body of `#each` or `#with`: sound if it is for one of what may be there, the widest first. */
  function readWithin(body: Program, found: Shapes, scopes: Scopes): NameProblem[] {
    const attempts = found.map((shape) => {
      const inner = shape.is === 'list' ? shape.item : shape;
      if (inner === null) return [];
      return readProgram(body, [{ shape: inner, facts: new Map() }, ...scopes]);
    });
    const [widest = []] = attempts;
    const certain = widest.filter(({ isCertain }) => isCertain);
    if (certain.length > 0) return certain;
    return attempts.some((problems) => problems.length === 0) ? [] : widest;
  }
}

type Shapes = readonly [Shape, ...Shape[]];

type Seen<Step> = Step & { readonly at: TemplateSpan };

/** What surrounds a step, the innermost first. */
type Scopes = readonly Scope[];

interface Scope {
  readonly shape: Shape;
  readonly facts: Facts;
}

const WANTED = { if: 'boolean', unless: 'boolean', each: 'list', with: 'map' } as const;

const HELP: Readonly<Record<Shape['is'], string>> = {
  token: 'place it where a value stands, in {{ }}',
  boolean: 'ask for it with #if or #unless',
  list: 'go through it with #each, which has an {{else}} for an empty one',
  map: 'go into it with #with, or name what is in it: MAP.NAME',
};

/** The scopes where a boolean of one of them is known. What is known of a map further in is not kept. */
function knowing(scopes: Scopes, [up, name, ...more]: Path, value: boolean): Scopes {
  if (name === undefined || more.length > 0) return scopes;
  return scopes.map((scope, index) =>
    index === up ? { ...scope, facts: new Map([...scope.facts, [name, value]]) } : scope,
  );
}

type Unknown = Pick<NameProblem, 'message' | 'help' | 'isCertain'>;

/** What a path may lead to, or why it leads nowhere. */
function follow([up, ...names]: Path, scopes: Scopes): Shapes | Unknown {
  const scope = scopes[up];
  if (scope === undefined) {
    return {
      message: `"${'../'.repeat(up)}" leads out of the plan`,
      help: 'each "../" leaves one #each or #with; #if and #unless are none',
      isCertain: true,
    };
  }
  let found: Shapes = [scope.shape];
  for (const [index, name] of names.entries()) {
    const facts: Facts = index === 0 ? scope.facts : new Map();
    const maps = found.filter((shape) => shape.is === 'map');
    const [map] = maps;
    if (map === undefined) {
      const { is } = found[0];
      return { message: `there is no "${name}" in a ${is}`, help: HELP[is], isCertain: true };
    }
    const [first, ...rest] = maps.flatMap((shape) => lookUp(name, shape, facts));
    if (first === undefined) return explain(name, map, scopes);
    found = [first, ...rest];
  }
  return found;
}

function explain(name: string, shape: MapShape, scopes: Scopes): Unknown {
  const names = namesOf(shape);
  if (names.includes(name)) {
    const question = questionFor(name, shape);
    const help = question === null ? 'do without it' : `ask before, with ${question}`;
    return { message: `"${name}" is not always there`, help, isCertain: false };
  }
  const help = outerHelp(name, scopes) ?? nearHelp(name, names);
  return { message: `there is no "${name}" here`, help, isCertain: true };
}

function outerHelp(name: string, scopes: Scopes): string | null {
  const up = scopes.findIndex(({ shape }) => shape.is === 'map' && namesOf(shape).includes(name));
  return up > 0 ? `further out there is: write "${'../'.repeat(up)}${name}"` : null;
}

function nearHelp(name: string, names: readonly string[]): string {
  const near = nearest(name, names);
  return near === undefined ? `there are ${names.join(', ')}` : `did you mean "${near}"?`;
}

/** The names of the innermost scope that would do. */
function fitting([scope]: Scopes, fits: (shape: Shape) => boolean): string {
  if (scope?.shape.is !== 'map') return '';
  const { shape, facts } = scope;
  return namesOf(shape)
    .filter((name) => lookUp(name, shape, facts).some(fits))
    .join(', ');
}

function an(noun: string): string {
  return `${/^[aeio]/.test(noun) ? 'an' : 'a'} ${noun}`;
}

function spell([up, ...names]: Path): string {
  const path = '../'.repeat(up) + names.join('.');
  return path === '' ? 'this' : path;
}
