import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { all, type Directive, readDirectives } from './directives.ts';

const CASES = 'test/golden/cases';
const PASSED = ['fastcgi_param', 'proxy_set_header'];
const LAYOUTS = ['fragment', 'site', 'standalone'];

/** Every golden file of nginx but those with raw text, which are the user's own business. */
const files = readdirSync(CASES)
  .filter((name) => name !== 'extra')
  .flatMap((name) => LAYOUTS.map((layout) => `${CASES}/${name}/nginx.${layout}`))
  .filter((folder) => existsSync(folder))
  .flatMap((folder) => readdirSync(folder).map((file) => `${folder}/${file}`))
  .filter((file) => file.endsWith('.conf'));

describe.each(files)('%s', (file) => {
  const directives = readDirectives(readFileSync(file, 'utf8'));
  const locations = all(directives, 'location');
  const own = (name: string, { block }: Directive): readonly Directive[] =>
    block.filter((directive) => directive.name === name);

  it('rewrites nothing, decides by "if" only which host was asked, and includes nothing', () => {
    expect(all(directives, 'rewrite', 'include', 'valid_referers')).toEqual([]);
    for (const { around, block } of all(directives, 'if')) {
      expect(around.map(({ name }) => name)).not.toContain('location');
      expect(block.map(({ name }) => name)).toEqual(['set']);
    }
    for (const { parameters } of all(directives, 'set')) {
      expect(parameters[0]).toBe('$deploygen_host');
    }
  });

  it('redirects to nothing that was decoded (http_splitting)', () => {
    for (const { parameters } of all(directives, 'return', 'add_header')) {
      expect(parameters.join(' ')).not.toMatch(/\$(uri|document_uri|[0-9])\b/);
    }
  });

  it('takes no header for the name of the host (host_spoofing)', () => {
    for (const { parameters } of all(directives, 'return', ...PASSED, 'add_header')) {
      expect(parameters.join(' ')).not.toContain('$http_host');
    }
  });

  it('leads out of no folder (alias_traversal), and exposes no root of a file system', () => {
    for (const location of locations) {
      const [path] = own('alias', location).map(({ parameters }) => parameters[0] ?? '');
      if (path === undefined) continue;
      expect(path.endsWith('/'), path).toBe(location.parameters.at(-1)?.endsWith('/'));
    }
    for (const { parameters } of all(directives, 'alias', 'root')) {
      expect(parameters).not.toEqual(['/']);
    }
  });

  it('repeats the headers of the server where it adds others (add_header_redefinition)', () => {
    for (const location of locations) {
      const names = own('add_header', location).map(({ parameters }) => parameters[0]);
      if (names.length === 0) continue;
      for (const around of location.around) {
        const outer = own('add_header', around).map(({ parameters }) => parameters[0]);
        expect(names).toEqual(expect.arrayContaining(outer));
      }
    }
  });

  it('adds headers of one line each, and to errors too (add_header_multiline)', () => {
    for (const { parameters } of all(directives, 'add_header')) {
      expect(parameters).toHaveLength(3);
      expect(parameters.at(-1)).toBe('always');
      expect(parameters.join(' ')).not.toMatch(/[\r\n]/);
    }
  });

  it('allows only where it denies the rest (allow_without_deny), and never returns past it', () => {
    for (const location of locations) {
      const isGuarded = own('allow', location).length + own('auth_basic', location).length > 0;
      if (own('allow', location).length > 0) {
        expect(own('deny', location).map(({ parameters }) => parameters)).toEqual([['all']]);
      }
      if (isGuarded) expect(own('return', location)).toEqual([]);
    }
  });

  it('names a user where it asks for a password, and nowhere else', () => {
    for (const location of locations) {
      const isPassed = own('fastcgi_pass', location).length > 0;
      const names = own('fastcgi_param', location).map(({ parameters }) => parameters[0]);
      expect(names.includes('REMOTE_USER')).toBe(
        isPassed && own('auth_basic', location).length > 0,
      );
      if (isPassed) expect(names).toEqual(expect.arrayContaining(['HTTP_PROXY', 'SCRIPT_NAME']));
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it('answers every value in its maps (hash_without_default)', () => {
    for (const { block } of all(directives, 'map')) {
      expect(block.map(({ name }) => name)).toContain('default');
    }
  });

  it('tries files only of folders that it serves (try_files_is_evil_too)', () => {
    for (const { around } of all(directives, 'try_files')) {
      expect(around.flatMap(({ block }) => block.map(({ name }) => name))).toEqual(
        expect.arrayContaining([expect.stringMatching(/^(alias|root)$/)]),
      );
    }
  });

  it('tells no version (version_disclosure), and speaks no old TLS', () => {
    if (file.includes('nginx.site')) {
      for (const server of all(directives, 'server').filter(({ block }) => block.length > 0)) {
        expect(own('server_tokens', server).map(({ parameters }) => parameters)).toEqual([['off']]);
      }
    }
    for (const { parameters } of all(directives, 'ssl_protocols')) {
      expect(['TLSv1.3', 'TLSv1.2 TLSv1.3']).toContain(parameters.join(' '));
    }
    expect(all(directives, 'ssl_stapling', 'resolver', 'ssl_dhparam')).toEqual([]);
  });
});
