import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const CASES = 'test/golden/cases';

/** Golden files, but for those with raw text, which are the user's own business. */
function goldens(server: string): readonly string[] {
  const ofServer = new RegExp(`^(?!extra/).*/${server}\\.[a-z]+/.*\\.conf$`);
  return readdirSync(CASES, { recursive: true, encoding: 'utf8' })
    .filter((file) => ofServer.test(file))
    .map((file) => `${CASES}/${file}`);
}

describe.each(goldens('apache'))('%s', (file) => {
  const text = readFileSync(file, 'utf8');

  it('rewrites only where it leads to another address, and answers no TRACE', () => {
    const hosts = text.match(/^<VirtualHost [\s\S]*?^<\/VirtualHost>/gm) ?? [];
    if (file.includes('apache.site')) expect(hosts).not.toEqual([]);
    for (const host of hosts) {
      expect(host).toContain('TraceEnable off');
      const leadsAway = /^\s*RewriteRule .*\[.*R=308.*\]/m.test(host);
      expect(/RewriteRule/.test(host)).toBe(leadsAway);
    }
    if (hosts.length === 0) expect(text).not.toMatch(/^\s*Rewrite/m);
  });

  it('opens folders to reading alone, without listings, .htaccess or handlers', () => {
    for (const section of text.match(/^\s*<Directory [\s\S]*?^\s*<\/Directory>/gm) ?? []) {
      if (/Require all denied/.test(section)) continue;
      expect(section).toMatch(/Require method GET HEAD/);
      expect(section).toContain('SetHandler default-handler');
      expect(section).not.toMatch(/Indexes|ExecCGI|Includes|AllowOverride (?!None)/);
    }
  });

  it('leads from a URL with a slash to a folder with one, and from no other', () => {
    for (const [, url = '', path = ''] of text.matchAll(/^\s*Alias "(.*)" "(.*)"$/gm)) {
      expect([url.endsWith('/'), path.endsWith('/')], url).toEqual([true, true]);
      expect(path).not.toBe('/');
    }
    for (const [, url = '', path = ''] of text.matchAll(/^\s*AliasMatch "(.*)" "(.*)"$/gm)) {
      if (!url.includes('(.*')) continue;
      expect(url).toMatch(/^\(\?s\)\^.*\/\((\.\*|\(\?:\.\*\/\)\?)\)\\z$/);
      expect(path).toMatch(/^\/.+\/\$1/);
    }
  });

  it('asks for a password where it asks for a user, and the other way round', () => {
    for (const section of text.match(/^\s*<LocationMatch [\s\S]*?^\s*<\/LocationMatch>/gm) ?? []) {
      expect(/Require valid-user/.test(section)).toBe(/AuthUserFile/.test(section));
    }
  });

  it('speaks no old TLS, and resumes no session by tickets', () => {
    for (const [, protocols] of text.matchAll(/^\s*SSLProtocol (.*)$/gm)) {
      expect(['-all +TLSv1.3', '-all +TLSv1.2 +TLSv1.3']).toContain(protocols);
    }
    expect(text.match(/SSLEngine on/g)?.length).toBe(text.match(/SSLSessionTickets off/g)?.length);
  });
});

describe.each(goldens('lighttpd'))('%s', (file) => {
  const text = readFileSync(file, 'utf8');

  it('rewrites only to URLs of its own and back, runs nothing, and lists no folder', () => {
    for (const [, from, to] of text.matchAll(/^\s*url\.rewrite.* = \("(.*)" => "(.*)"\)$/gm)) {
      const leadsThere = from === '' && to?.startsWith('/.deploygen/');
      expect(leadsThere || from?.startsWith('^/\\.deploygen/'), from).toBe(true);
    }
    expect(text).not.toMatch(/cgi\.assign|ssi\.|dir-listing\.activate = "enable"/);
  });

  it('leads from a URL with a slash to a folder with one, and from no other', () => {
    for (const [, url = '', path = ''] of text.matchAll(/^\s*"(\/.*)" => "(\/.*)",?$/gm)) {
      expect(url.endsWith('/'), url).toBe(path.endsWith('/'));
      expect(path).not.toBe('/');
    }
  });

  it('loads what asks who comes before what answers', () => {
    const order = [...text.matchAll(/"(mod_[a-z]+)"/g)].map(([, name]) => name);
    const answering = order.indexOf('mod_fastcgi');
    for (const name of ['mod_access', 'mod_auth', 'mod_extforward', 'mod_redirect']) {
      if (order.includes(name)) expect(order.indexOf(name), name).toBeLessThan(answering);
    }
  });

  it('speaks no old TLS', () => {
    for (const [, least] of text.matchAll(/"MinProtocol" => "(.*)"/g)) {
      expect(['TLSv1.2', 'TLSv1.3']).toContain(least);
    }
    expect(text.includes('ssl.pemfile')).toBe(text.includes('MinProtocol'));
  });
});

it('all servers speak the same TLS, of one version of the guideline', () => {
  const templates = ['apache', 'lighttpd', 'nginx'].map((name) =>
    readFileSync(`templates/${name}/tls.${name}.hbs`, 'utf8'),
  );
  const ciphers = templates.map((text) => /ECDHE-ECDSA-AES128[\w:-]+/.exec(text)?.[0]);
  const versions = templates.flatMap((text) => text.match(/guideline [\d.]+\d/g) ?? []);

  expect(ciphers[0]).toMatch(
    /^(ECDHE-(ECDSA|RSA)-(AES(128|256)-GCM-SHA(256|384)|CHACHA20-POLY1305):?)+$/,
  );
  expect(new Set(ciphers).size).toBe(1);
  expect(new Set(versions).size).toBe(1);
});
