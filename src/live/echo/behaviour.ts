import type { Header } from '../http/response.ts';

/** How the echo responder answers one request; the query asks for it with `dg=NAME:ARGUMENTS`. */
export interface Behaviour {
  /** `status:503` */
  readonly status: number;
  /** `slow:500` waits so many milliseconds before anything. */
  readonly slowMilliseconds: number;
  /** `empty` ends without a byte, `header-only` after the header fields. */
  readonly output: 'everything' | 'header only' | 'nothing';
  /** `die` closes the connection before anything, `die-midbody` in the middle of the body. */
  readonly death: 'before' | 'mid-body' | null;
  /** False after `no-length`, and for streams. */
  readonly announcesLength: boolean;
  /** `stream:5:100` sends 5 pieces, 100 ms apart, in place of the JSON. */
  readonly stream: { readonly count: number; readonly everyMilliseconds: number } | null;
  /** `size:1000000` sends so many bytes in place of the JSON. */
  readonly size: number | null;
  /** `header:NAME:VALUE`; `big-headers:20000` adds one of so many bytes (16 KiB when left out). */
  readonly headers: readonly Header[];
  /** `stderr:TEXT` */
  readonly stderr: string;
}

/** Reads the behaviour from a query string; throws on a name that it does not know. */
export function parseBehaviour(query: string): Behaviour {
  return new URLSearchParams(query).getAll('dg').reduce(withWish, ordinary);
}

const ordinary: Behaviour = {
  status: 200,
  slowMilliseconds: 0,
  output: 'everything',
  death: null,
  announcesLength: true,
  stream: null,
  size: null,
  headers: [],
  stderr: '',
};

function withWish(behaviour: Behaviour, wish: string): Behaviour {
  const [name = '', first = '', ...rest] = wish.split(':');
  const number = Number(first);
  switch (name) {
    case 'status':
      return { ...behaviour, status: number };
    case 'slow':
      return { ...behaviour, slowMilliseconds: number };
    case 'empty':
      return { ...behaviour, output: 'nothing' };
    case 'header-only':
      return { ...behaviour, output: 'header only' };
    case 'die':
      return { ...behaviour, death: 'before' };
    case 'die-midbody':
      return { ...behaviour, death: 'mid-body' };
    case 'no-length':
      return { ...behaviour, announcesLength: false };
    case 'stream':
      return {
        ...behaviour,
        announcesLength: false,
        stream: { count: number, everyMilliseconds: Number(rest[0] ?? 0) },
      };
    case 'size':
      return { ...behaviour, size: number };
    case 'header':
      return { ...behaviour, headers: [...behaviour.headers, [first, rest.join(':')]] };
    case 'big-headers': {
      const big = ['X-Big', 'x'.repeat(number || 16_384)] as const;
      return { ...behaviour, headers: [...behaviour.headers, big] };
    }
    case 'stderr':
      return { ...behaviour, stderr: [first, ...rest].join(':') };
    default:
      throw new TypeError(`no behaviour "${name}"`);
  }
}
