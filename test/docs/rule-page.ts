/** A page of docs/rules: its title, its sections, and the descriptors or templates that it shows. */
export interface RulePage {
  readonly title: string;
  readonly sections: readonly string[];
  readonly flagged: readonly Example[];
  readonly fine: readonly Example[];
}

export interface Example {
  readonly source: string;
  /** The name of a template, in a block "handlebars NAME"; null: it is a descriptor. */
  readonly template: string | null;
  /** The target that a descriptor is rendered for, in a block "yaml TARGET", or "build"; null: it is linted. */
  readonly target: string | null;
}

export function readPage(text: string): RulePage {
  const parts = text.split(/^## /m);
  const bodies = new Map(
    parts.slice(1).map((part) => [part.slice(0, part.indexOf('\n')), part] as const),
  );
  return {
    title: /^# (.*)\n/.exec(text)?.[1] ?? '',
    sections: [...bodies.keys()],
    flagged: examplesOf(bodies.get('Flagged') ?? ''),
    fine: examplesOf(bodies.get('Fine') ?? ''),
  };
}

/** The page with what is really said about each flagged example. */
export function withOutput(text: string, output: (example: Example) => string): string {
  return text.replaceAll(SHOWN, (_, info: string, source: string) => {
    const shown = output(toExample(info, source));
    return `\`\`\`${info}\n${source}\`\`\`\n\n\`\`\`text\n${shown}\`\`\`\n`;
  });
}

const SHOWN = /^```((?:yaml|handlebars).*)\n([\s\S]*?)^```\n\n```text\n[\s\S]*?^```\n/gm;

function examplesOf(body: string): readonly Example[] {
  return [...body.matchAll(/^```((?:yaml|handlebars).*)\n([\s\S]*?)^```\n/gm)].map(
    ([, info = '', source = '']) => toExample(info, source),
  );
}

function toExample(info: string, source: string): Example {
  const [language, name = null] = info.split(' ');
  return language === 'yaml'
    ? { source, target: name, template: null }
    : { source, target: null, template: name };
}
