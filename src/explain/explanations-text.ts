import type { Explanation, Group } from './explanation.ts';
import type { PlainAnswer, PlainBecause } from './plain-answer.ts';
import { readable } from './readable.ts';
import type { Unable } from './unable.ts';
import { visible } from './visible.ts';

/** Explanations for a terminal: a table for each URL. */
export function explanationsText(
  explanations: readonly Explanation[],
  unable: readonly Unable[],
): string {
  const lines = [
    ...explanations.flatMap((each, index) => [...(index === 0 ? [] : ['']), ...linesOf(each)]),
    ...unable.map(({ target, message }) => `${target}: cannot express this descriptor: ${message}`),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

type Row = readonly [name: string, value: string];

function linesOf({ asked, path, steps, groups }: Explanation): readonly string[] {
  const { method, scheme, host, target, client, user, forwarded } = asked.request;
  const origin = scheme === undefined ? '' : `${scheme}://${host ?? ''}`;
  const from = client === undefined ? '' : ` from ${client}`;
  const as = user === undefined ? '' : ` as ${visible(user)}`;
  const headers = [
    ...(forwarded?.for === undefined ? [] : [`X-Forwarded-For: ${visible(forwarded.for)}`]),
    ...(forwarded?.proto === undefined ? [] : [`X-Forwarded-Proto: ${visible(forwarded.proto)}`]),
  ];
  const done = steps.length === 0 ? '' : ` (${steps.join(', ')})`;
  return [
    `${method} ${origin}${target}${from}${as}`,
    ...headers.map((header) => `  ${header}`),
    ...toLines([['path', `${path ?? '-'}${done}`]]),
    ...groups.flatMap((group) => ['', `  ${group.targets.join(', ')}`, ...toLines(rowsOf(group))]),
  ];
}

// As wide as the longest of the names that every answer has.
const WIDTH = 'QUERY_STRING'.length;

function toLines(rows: readonly Row[]): readonly string[] {
  return rows.map(([name, value]) => `  ${name.padEnd(WIDTH)}  ${value}`.trimEnd());
}

function rowsOf({ targets, answer, readings }: Group): readonly Row[] {
  return [
    ['answer', inWords(answer)],
    ...variablesOf(answer),
    ...missing(answer),
    ...answer.because.map((why): Row => ['why', reason(why)]),
    ...readings.map(({ target, limit, why }): Row => {
      const who = targets.length === 1 && targets[0] === target ? '' : `${target} `;
      return [
        limit === null ? 'why' : 'limit',
        `${who}${why}${limit === null ? '' : ` [${limit}]`}`,
      ];
    }),
  ];
}

function variablesOf({ variables = {} }: PlainAnswer): readonly Row[] {
  const { SCRIPT_NAME, PATH_INFO, REQUEST_URI, QUERY_STRING, REQUEST_METHOD, ...others } =
    variables;
  const first = { SCRIPT_NAME, PATH_INFO, REQUEST_URI, QUERY_STRING };
  return Object.entries({ ...first, ...others }).flatMap(([name, value]): readonly Row[] =>
    value === undefined ? [] : [[name, value === '' ? '""' : readable(value)]],
  );
}

function missing({ missing: other }: PlainAnswer): readonly Row[] {
  if (other === undefined) return [];
  const answer: Row = ['if missing', other === null ? '404' : inWords(other)];
  return other === null
    ? [answer]
    : [answer, ...rowsOf({ targets: [], answer: other, readings: [] }).slice(1)];
}

function inWords({ kind, statuses, application, file, location, instead }: PlainAnswer): string {
  const status = statuses?.join(' or ') ?? '';
  if (kind === 'application') return `application "${application}"`;
  if (kind === 'redirect') {
    const guard = instead.length === 0 ? '' : `, or first ${instead.join(' or ')}`;
    return `redirect ${status} to ${readable(location ?? '')}${guard}`;
  }
  if (kind === 'none')
    return statuses === null
      ? 'another site of this server'
      : `nothing of this descriptor: ${status}`;
  if (kind !== 'file') return `${kind}: ${status}`;
  const isListing = statuses?.includes(200) === false;
  return isListing
    ? `the folder ${readable(file ?? '')}, which is not listed: ${status}`
    : `file ${readable(file ?? '')}`;
}

function reason({ what, at }: PlainBecause): string {
  return at === null ? visible(what) : `${visible(what)} (${visible(at)})`;
}
