/**
 * `npm run bench [DESCRIPTOR]`: the processor time of `deploygen nginx` against that of `node -e 0`, in pairs that run one
 * after the other, so that what else the machine does falls on both. Exits with 1 above the limit of docs/performance.md.
 */
import { availableParallelism } from 'node:os';
import { cpuMicroseconds } from './cpu-time.ts';
import { median } from './median.ts';

const PAIRS = 100;
const WARM_UP = 5;
const LIMIT = 1.5;

const [descriptor = 'examples/flask/deploy.yaml'] = process.argv.slice(2);
const commands = {
  node: [process.execPath, '-e', '0'],
  deploygen: [process.execPath, 'dist/cli.js', 'nginx', descriptor],
} as const;
// Certificates to parse, or an inspector to start, would be most of the time of both, and the ratio next to 1.
const { NODE_EXTRA_CA_CERTS, NODE_OPTIONS, ...env } = process.env;

const pairs: { readonly node: number; readonly deploygen: number }[] = [];
for (let round = -WARM_UP; round < PAIRS; round++) {
  const pair = {
    node: cpuMicroseconds(commands.node, env),
    deploygen: cpuMicroseconds(commands.deploygen, env),
  };
  if (round >= 0) pairs.push(pair);
}

console.log(`Node ${process.version}, ${availableParallelism()} processors, ${PAIRS} pairs`);
for (const name of ['node', 'deploygen'] as const) {
  const times = pairs.map((pair) => pair[name]);
  const command = commands[name].slice(1).join(' ');
  console.log(
    `${ms(Math.min(...times))} ms at least, ${ms(median(times))} ms median: node ${command}`,
  );
}
const ratio = median(pairs.map(({ node, deploygen }) => deploygen / node));
const isWithin = ratio <= LIMIT;
console.log(
  `${ratio.toFixed(2)} median ratio, ${isWithin ? 'within' : 'ABOVE'} ${LIMIT.toFixed(2)}`,
);
process.exitCode = isWithin ? 0 : 1;

function ms(microseconds: number): string {
  return (microseconds / 1000).toFixed(1).padStart(5);
}
