import type { Diagnostic } from '../core/diagnostic.ts';
import { sourceName } from '../core/header.ts';
import type { Application, Deployment, Extra } from '../core/model.ts';
import { blame, derive } from '../core/place.ts';
import { RAW } from '../core/raw.ts';
import type { Context } from '../core/render.ts';
import { join, type Maker, Token } from '../core/token.ts';
import { comment as apacheComment } from '../dialects/apache.ts';
import { raw as apacheRaw } from '../dialects/apache-raw.ts';
import { comment as lighttpdComment } from '../dialects/lighttpd.ts';
import { raw as lighttpdRaw } from '../dialects/lighttpd-raw.ts';
import { comment as monitComment } from '../dialects/monit.ts';
import { raw as monitRaw } from '../dialects/monit-raw.ts';
import { comment as nginxComment } from '../dialects/nginx.ts';
import { raw as nginxRaw } from '../dialects/nginx-raw.ts';
import { comment as phpFpmComment } from '../dialects/php-fpm.ts';
import { raw as phpFpmRaw } from '../dialects/php-fpm-raw.ts';
import { comment as pythonComment } from '../dialects/python.ts';
import { raw as pythonRaw } from '../dialects/python-raw.ts';
import { comment as shellComment } from '../dialects/shell.ts';
import { raw as shellRaw } from '../dialects/shell-raw.ts';
import { comment as supervisorComment } from '../dialects/supervisor.ts';
import { raw as supervisorRaw } from '../dialects/supervisor-raw.ts';
import { comment as systemdComment } from '../dialects/systemd.ts';
import { raw as systemdRaw } from '../dialects/systemd-raw.ts';
import { comment as uwsgiComment } from '../dialects/uwsgi.ts';
import { raw as uwsgiRaw } from '../dialects/uwsgi-raw.ts';

interface Language {
  readonly dialect: string;
  readonly raw: Maker;
  readonly comment: Maker;
}

/** The language of each target that raw text is written in. */
const LANGUAGES: Readonly<Record<string, Language>> = {
  nginx: { dialect: 'nginx', raw: nginxRaw, comment: nginxComment },
  apache: { dialect: 'apache', raw: apacheRaw, comment: apacheComment },
  lighttpd: { dialect: 'lighttpd', raw: lighttpdRaw, comment: lighttpdComment },
  supervisor: { dialect: 'supervisor', raw: supervisorRaw, comment: supervisorComment },
  systemd: { dialect: 'systemd', raw: systemdRaw, comment: systemdComment },
  'spawn-fcgi': { dialect: 'shell', raw: shellRaw, comment: shellComment },
  uwsgi: { dialect: 'uwsgi', raw: uwsgiRaw, comment: uwsgiComment },
  sysv: { dialect: 'shell', raw: shellRaw, comment: shellComment },
  runit: { dialect: 'shell', raw: shellRaw, comment: shellComment },
  s6: { dialect: 'shell', raw: shellRaw, comment: shellComment },
  'php-fpm': { dialect: 'php-fpm', raw: phpFpmRaw, comment: phpFpmComment },
  gunicorn: { dialect: 'python', raw: pythonRaw, comment: pythonComment },
  flup: { dialect: 'python', raw: pythonRaw, comment: pythonComment },
  screen: { dialect: 'shell', raw: shellRaw, comment: shellComment },
  procfile: { dialect: 'shell', raw: shellRaw, comment: shellComment },
  monit: { dialect: 'monit', raw: monitRaw, comment: monitComment },
};

/** What a template puts at a position `TARGET.POSITION`: each text, with the name of the descriptor for its marks. */
export function planExtra(
  applications: readonly Application[],
  wanted: `${string}.${string}`,
): readonly Context[] {
  const found = applications
    .flatMap(({ extra }) => extra)
    .filter(({ target, position }) => `${target}.${position.value}` === wanted);
  return found.map((extra) => ({
    source: languageOf(extra)
      .comment`${derive(extra.lines[0], () => sourceName(extra.lines[0].place.path))}`,
    text: rawToken(extra),
  }));
}

/** What keeps raw texts from standing where they want to, for any target: a mistake in one is no matter of chance. */
export function checkExtra({ applications }: Deployment): readonly Diagnostic[] {
  return applications.flatMap(({ extra }) => extra.flatMap(checkOne));
}

function checkOne(extra: Extra): readonly Diagnostic[] {
  const text = Token.read(rawToken(extra), languageOf(extra).dialect, [RAW]);
  if (typeof text === 'string') return [];
  const { place, value, why } = text;
  const message = `${JSON.stringify(excerpt(value.trim()))} cannot stand in "extra.${extra.target}.${extra.position.value}": ${why}`;
  return [blame({ place, value }, { code: 'valid-extra', message, help: HELP })];
}

const HELP = 'write whole statements, which leave what stands around them as it is';

function rawToken(extra: Extra): Token {
  return languageOf(extra).raw`${join('\n', extra.lines)}`;
}

function languageOf({ target }: Extra): Language {
  const language = LANGUAGES[target];
  if (language === undefined) throw new TypeError(`no raw text for ${target}`);
  return language;
}

function excerpt(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
