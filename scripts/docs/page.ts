/** A fenced block of a Markdown page. */
export interface Block {
  /** What stands behind the fence: "yaml", "yaml deploy.yaml", "console", "nginx of deploygen nginx" ... */
  readonly info: string;
  readonly text: string;
  /** Of the opening fence; 1-based. */
  readonly line: number;
}

/** The fenced blocks of a page, in order. */
export function blocksOf(page: string): readonly Block[] {
  return [...page.matchAll(FENCE)].map(({ index, groups }) => ({
    info: groups?.info ?? '',
    text: groups?.text ?? '',
    line: page.slice(0, index).split('\n').length,
  }));
}

/** The page with the text of every block replaced by what the function answers; null leaves it. */
export async function replaceBlocks(
  page: string,
  replace: (block: Block) => string | null | Promise<string | null>,
): Promise<string> {
  const texts: (string | null)[] = [];
  // One after the other: a command may need what an earlier block wrote.
  for (const block of blocksOf(page)) texts.push(await replace(block));
  let index = 0;
  return page.replace(FENCE, (whole: string, ...found: readonly unknown[]) => {
    const text = texts[index++] ?? null;
    const { open, close } = found.at(-1) as { readonly open: string; readonly close: string };
    return text === null ? whole : `${open}\n${text}${close}`;
  });
}

/** The page with what stands between `<!-- NAME -->` and `<!-- /NAME -->` replaced. */
export function replaceRegion(page: string, name: string, content: string): string {
  const region = new RegExp(`(<!-- ${name} -->\n)[^\\0]*?(<!-- /${name} -->)`);
  if (!region.test(page)) throw new Error(`no region "${name}"`);
  return page.replace(region, (_, open: string, close: string) => `${open}${content}${close}`);
}

/** Where the relative links of a page lead, with their anchors. */
export function linksOf(page: string): readonly string[] {
  const prose = page.replace(FENCE, '').replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\((?<to>[^)\s]+)\)/g)]
    .map(({ groups }) => groups?.to ?? '')
    .filter((to) => !/^[a-z]+:/.test(to));
}

/** The anchors that a forge gives the headings of a page. */
export function anchorsOf(page: string): readonly string[] {
  return [...page.replace(FENCE, '').matchAll(/^#+ (?<title>.+)$/gm)].map(({ groups }) =>
    (groups?.title ?? '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  );
}

const FENCE = /^(?<open>```(?<info>[^\n`]*))\n(?<text>[\s\S]*?)(?<close>^```)$/gm;
