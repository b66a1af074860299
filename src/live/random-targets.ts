import { spelling, utf8 } from './corpus/spelling.ts';
import type { LabelledTarget, Owners } from './corpus.ts';

/** Random targets around the owners; the same seed gives the same targets. */
export function randomTargets(
  owners: Owners,
  seed: number,
  count: number,
): readonly LabelledTarget[] {
  const random = generator(seed);
  const all = [...owners.mounts, ...owners.statics, ''];
  return Array.from({ length: count }, (_, index) => {
    const owner = pick(random, all);
    const start = random() < 0.15 ? prelude(random) : '';
    const base = respell(random, utf8(owner.replace(/\/+$/, '')));
    const path = `${start}${base}${tail(random)}`;
    const query = random() < 0.3 ? `?${text(random)}` : '';
    const target = `${path.startsWith('/') ? '' : '/'}${path}${query}`;
    return { owner, label: `random ${seed}/${index}`, target };
  });
}

function prelude(random: Random): string {
  return pick(random, ['/', '/.', '/..', '/x/..', '/x/../..', '/%2e', '/%2F', '/x']);
}

function tail(random: Random): string {
  let path = random() < 0.1 ? text(random) : '';
  const segments = Math.floor(random() * 6);
  for (let index = 0; index < segments; index += 1) {
    path += pick(random, separators) + (random() < 0.3 ? pick(random, dots) : text(random));
  }
  return path;
}

function text(random: Random): string {
  const length = Math.floor(random() * 5);
  return Array.from({ length }, () => pick(random, random() < 0.02 ? refused : atoms)).join('');
}

/** Spells each byte in a way of its own, most of them plainly. */
function respell(random: Random, path: string): string {
  const ways = [
    spelling.minimal,
    spelling.minimal,
    spelling.minimal,
    spelling.full,
    spelling.lowerCaseHex,
    spelling.raw,
  ];
  return path.replace(/./gs, (byte) => pick(random, ways)(byte));
}

type Random = () => number;

function pick<T>(random: Random, from: readonly T[]): T {
  const picked = from[Math.floor(random() * from.length)];
  if (picked === undefined) throw new TypeError('nothing to pick from');
  return picked;
}

/** A linear congruential generator (Knuth's MMIX constants), of which the upper 32 bits are used. */
function generator(seed: number): Random {
  let state = BigInt.asUintN(64, BigInt(Math.trunc(seed)));
  return () => {
    state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
    return Number(state >> 32n) / 2 ** 32;
  };
}

const separators = ['/', '/', '/', '/', '//', '%2F', '%2f', '/./', '/../'];
const dots = ['.', '..', '...', '%2e', '%2E%2e', '..;', '.a', 'a..', '..%5c'];
const atoms = [
  ...['a', 'b', 'Z', '0', '-', '_', '~', '.', '%61', '%41', '%2E', '%2D'],
  ...['%20', '+', '%2B', ';', '%3B', '=', '&', '%26', ',', ':', '@', '!', '$', "'", '(', ')', '*'],
  ...['%25', '%2541', '%252F', '%3F', '%23', '%22', '%5C', '%24', '%7B', '"', '<', '\\', '|', '['],
  ...['%C3%A9', '%e6%97%a5', utf8('é'), '%80', '%c3%28', '%2F'],
];
/** Rare, since some server refuses the whole target for each of them. */
const refused = ['%00', '%0A', '%0D', '%09', '%7F', '%FF', '\xff', '%zz', '%', '%c0%af'];
