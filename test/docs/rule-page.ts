/** A page of docs/rules: its title, its sections, and the descriptors that it shows. */
export interface RulePage {
  readonly title: string;
  readonly sections: readonly string[];
  readonly flagged: readonly Example[];
  readonly fine: readonly Example[];
}

export interface Example {
  readonly source: string;
  /** The target that it is rendered for, in a block "yaml TARGET"; null: it is linted. */
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
    const example = { source, target: info.trim() || null };
    return `\`\`\`yaml${info}\n${source}\`\`\`\n\n\`\`\`text\n${output(example)}\`\`\`\n`;
  });
}

const SHOWN = /^```yaml(.*)\n([\s\S]*?)^```\n\n```text\n[\s\S]*?^```\n/gm;

function examplesOf(body: string): readonly Example[] {
  return [...body.matchAll(/^```yaml(.*)\n([\s\S]*?)^```\n/gm)].map(
    ([, info = '', source = '']) => ({
      source,
      target: info.trim() || null,
    }),
  );
}
