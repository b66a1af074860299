import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { EXAMPLES } from '../../../scripts/demo/stage-example.ts';
import { needs } from '../needs.ts';
import { describeWebServers } from '../web-servers.ts';
import { browser, type Page } from './browser.ts';
import { phpFpm, startExample } from './start-example.ts';

/** Where each example lives, where its form is, what is written into it, and what the page that answers shows. */
const FORMS = {
  flask: {
    mount: '/shop',
    form: '/order',
    values: { item: 'café cup', quantity: '3' },
    shows: 'café cup',
  },
  django: {
    mount: '/desk',
    form: '/ticket/',
    values: { subject: 'Grüße & Co.', urgency: 'this week' },
    shows: 'Grüße',
  },
  perl: {
    mount: '/notes',
    form: '/write',
    values: { title: 'Grüße 1', text: 'a b' },
    shows: 'Grüße 1',
  },
  php: {
    mount: '/album',
    form: '/caption',
    values: { picture: '', caption: 'Grüße 2' },
    shows: 'Grüße 2',
  },
} as const;

describeWebServers('serves the examples', (webServer) => {
  describe.runIf(needs('uwsgi', 'perl', phpFpm())).each(EXAMPLES)('%s', (example) => {
    const { mount, form, values, shows } = FORMS[example];

    it('every link that it generates resolves, below its mount', async () => {
      await using running = await startExample(example, webServer);
      const { get } = browser(running.server.address);
      const pages = new Map<string, Page>();
      const open = [`${mount}/`];
      for (let path = open.pop(); path !== undefined; path = open.pop()) {
        if (pages.has(path)) continue;
        const page = await get(path);
        pages.set(path, page);
        open.push(...page.links);
      }

      const answers = [...pages].map(([path, { status }]) => `${status} ${path}`);
      expect(answers.filter((answer) => !answer.startsWith(`200 ${mount}/`))).toEqual([]);
      expect(pages.size).toBeGreaterThan(6);
      expect([...pages.keys()].some((path) => path.startsWith(`${mount}/static/`))).toBe(true);
      expect([...pages.keys()].join()).toMatch(/%20/);
      expect([...pages.keys()].join()).toMatch(/%C3%/i);
    });

    it('its form and its upload of 5 MB work', async () => {
      await using running = await startExample(example, webServer);
      const { get, submit } = browser(running.server.address);
      const content = Buffer.alloc(5 * 1024 ** 2, 'deploygen');
      const formPage = await get(mount + form);
      const chosen = 'picture' in values ? { ...values, picture: firstOption(formPage) } : values;

      const answered = await submit(formPage, chosen);
      const uploaded = await submit(
        await get(`${mount}/upload${example === 'django' ? '/' : ''}`),
        {
          file: { fileName: 'picture.bin', content },
        },
      );

      expect(answered.status).toBe(200);
      expect(answered.text).toContain(shows);
      expect(uploaded.status).toBe(200);
      expect(uploaded.text).toContain(createHash('sha256').update(content).digest('hex'));
      expect(uploaded.text).toContain(String(content.length));
    });
  });
});

function firstOption({ text }: Page): string {
  return /<option(?: value="([^"]*)")?>([^<]*)/.exec(text)?.slice(1).find(Boolean) ?? '';
}
