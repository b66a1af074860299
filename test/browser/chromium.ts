import { runProgram } from '../../src/live/run-program.ts';
import { createWorkspace } from '../../src/live/workspace.ts';

export type ColorScheme = 'dark' | 'light';

/** Opens a page in Debian's Chromium and returns what its script wrote as JSON into the element `result`. */
export async function openPage(html: string, scheme: ColorScheme): Promise<unknown> {
  await using workspace = await createWorkspace();
  const page = await workspace.write('page.html', html);
  const { stdout, stderr } = await runProgram(
    [
      'chromium',
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--user-data-dir=${workspace.path('profile')}`,
      `--blink-settings=preferredColorScheme=${scheme === 'dark' ? 0 : 1}`,
      '--dump-dom',
      `file://${page}`,
    ],
    { timeoutMilliseconds: 150_000 },
  );
  const [, result] = /<pre id="result">([^<]*)<\/pre>/.exec(stdout) ?? [];
  if (result === undefined) throw new Error(`the page wrote no result:\n${stderr}`);
  return JSON.parse(
    result.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
  );
}
