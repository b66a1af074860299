import type { Deployment } from '../core/model.ts';
import { readNetwork } from '../core/networks.ts';
import type { Target } from '../core/target.ts';
import { render } from '../deploygen.ts';
import { type AskedUrl, readUrl } from '../explain/asked-url.ts';
import { explain } from '../explain/explanation.ts';
import { explanationsJson } from '../explain/explanations-json.ts';
import { explanationsText } from '../explain/explanations-text.ts';
import type { Unable } from '../explain/unable.ts';
import { targets } from '../targets/index.ts';
import { UsageError } from './exit-code.ts';
import type { ExplainFlags } from './explain.ts';
import { forwardedHeaders } from './forwarded-headers.ts';

/** What each URL does on each web server, as text. @throws UsageError for what is no URL, or no web server */
export function explainUrls(
  deployment: Deployment,
  urls: readonly string[],
  flags: Pick<ExplainFlags, 'format' | 'method' | 'client' | 'user' | 'header'> & {
    readonly asked: readonly Target[];
  },
): string {
  const write = flags.format === 'json' ? explanationsJson : explanationsText;
  if (flags.format !== 'json' && flags.format !== 'text') {
    throw new UsageError(`URLs are explained as text or json, not as ${flags.format}`);
  }
  const questions = urls.map((url) => toQuestion(url, flags, deployment));
  const able: Target[] = [];
  const unable: Unable[] = [];
  for (const target of chosen(flags.asked, deployment)) {
    const rendering = render(deployment, target.name);
    const [problem] = rendering.ok ? [] : rendering.diagnostics;
    if (problem === undefined) able.push(target);
    else unable.push({ target: target.name, message: problem.message });
  }
  return write(
    questions.map((question) =>
      explain(deployment, question, [...able, ...managersOf(deployment)]),
    ),
    unable,
  );
}

function toQuestion(
  url: string,
  { method, client, user, header }: Pick<ExplainFlags, 'method' | 'client' | 'user' | 'header'>,
  deployment: Deployment,
): AskedUrl {
  if (client !== undefined && (client.includes('/') || typeof readNetwork(client) === 'string')) {
    throw new UsageError(`--client takes an IP address, not "${client}"`);
  }
  // RFC 9110 section 5.6.2: a token.
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(method)) {
    throw new UsageError(`--method takes a method such as GET, not "${method}"`);
  }
  const circumstances = {
    method: method.toUpperCase(),
    ...(client === undefined ? {} : { client }),
    ...(user === undefined ? {} : { user }),
    ...forwardedHeaders(header, client),
  };
  const question = readUrl(url, circumstances, deployment);
  if (question !== null) return question;
  throw new UsageError(
    `"${url}" is no URL: write a path from the root, as in /shop/x, or http://HOST/shop/x (the descriptor comes first)`,
  );
}

/** What the descriptor has start its applications, else all that could. */
function managersOf(deployment: Deployment): readonly Target[] {
  const managers = targets.filter(({ side }) => side === 'process');
  const stated = managers.filter(({ name }) =>
    deployment.targets.some((each) => each.name.value === name),
  );
  return stated.length > 0 ? stated : managers;
}

/** Those that are asked for, else those that the descriptor states, else all. */
function chosen(asked: readonly Target[], deployment: Deployment): readonly Target[] {
  const web = targets.filter(({ side }) => side === 'web');
  const process = asked.find(({ side }) => side === 'process');
  if (process !== undefined) {
    const names = web.map(({ name }) => name).join(', ');
    throw new UsageError(`${process.name} answers no URLs: use ${names}`);
  }
  if (asked.length > 0) return asked;
  const stated = web.filter(({ name }) =>
    deployment.targets.some((each) => each.name.value === name),
  );
  return stated.length > 0 ? stated : web;
}
