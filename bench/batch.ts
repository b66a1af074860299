/**
 * `npm run bench:batch`: the processor time of `deploygen lint` over 1,000 descriptors against that of reading them and parsing
 * their YAML, and nothing else, in pairs that run one after the other. Exits with 1 above the limit of docs/performance.md.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { cpuMicroseconds } from './cpu-time.ts';
import { median } from './median.ts';

const DESCRIPTORS = 1000;
const PAIRS = 10;
const LIMIT = 3;

/** The same library that deploygen has inside; its fastest way from text to value. */
const PARSE = `
const { readFileSync } = require('node:fs');
const { parse } = require('yaml');
for (const path of readFileSync(process.argv[1], 'utf8').split('\\n')) parse(readFileSync(path, 'utf8'));
`;

const folder = mkdtempSync(join(tmpdir(), 'deploygen-bench-'));
try {
  const list = writeDescriptors(folder);
  const { NODE_EXTRA_CA_CERTS, NODE_OPTIONS, ...env } = process.env;
  const lint = [process.execPath, 'dist/cli.js', 'lint', '--format', 'json', folder];
  const parse = [process.execPath, '-e', PARSE, list];
  const pairs = Array.from({ length: PAIRS }, () => ({
    lint: cpuMicroseconds(lint, env),
    parse: cpuMicroseconds(parse, env),
  }));
  console.log(`Node ${process.version}, ${availableParallelism()} processors, ${PAIRS} pairs`);
  console.log(
    `${ms(pairs.map((pair) => pair.parse))} ms median: parsing ${DESCRIPTORS} descriptors`,
  );
  console.log(`${ms(pairs.map((pair) => pair.lint))} ms median: deploygen lint`);
  const ratio = median(pairs.map((pair) => pair.lint / pair.parse));
  const isWithin = ratio <= LIMIT;
  console.log(
    `${ratio.toFixed(2)} median ratio, ${isWithin ? 'within' : 'ABOVE'} ${LIMIT.toFixed(2)}`,
  );
  process.exitCode = isWithin ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}

/** Real applications, again and again under other names; returns the file that lists them. */
function writeDescriptors(folder: string): string {
  const names = readdirSync('test/fine').filter((name) => name.endsWith('.yaml'));
  const texts = names.map((name) => readFileSync(`test/fine/${name}`, 'utf8'));
  const paths = Array.from({ length: DESCRIPTORS }, (_, index) => {
    const path = join(folder, String(index), 'deploy.yaml');
    mkdirSync(join(folder, String(index)));
    writeFileSync(path, `# ${index}\n${texts[index % texts.length]}`);
    return path;
  });
  const list = join(folder, 'list');
  writeFileSync(list, paths.join('\n'));
  return list;
}

function ms(microseconds: readonly number[]): string {
  return (median(microseconds) / 1000).toFixed(0).padStart(5);
}
