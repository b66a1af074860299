import type { Application } from '../../core/model.ts';
import { derive, type Placed } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
import { comment, name as identifier, number, string } from '../../dialects/python.ts';
import { planExtra } from '../extra.ts';
import { optionalToken } from '../optional-token.ts';

/** The application's own entry. */
export function planScript(application: Application): Context {
  const { name, app, mount, bareMount, umask } = application;
  if (app?.value.kind !== 'wsgi') throw new TypeError(`no module for ${name.value}`);
  const { module, callable } = app.value;
  const [{ value: socket }] = application.sockets;
  return {
    interpreter: comment`${interpreterOf(application) ?? derive<unknown, string>(app, () => '')}`,
    module: identifier`${module}`,
    callable: identifier`${callable}`,
    mount: string`${mount}`,
    bare: string`${derive(bareMount, (policy) => (policy === 'empty' ? '' : '/'))}`,
    ...(socket.kind === 'unix'
      ? {
          isUnix: true,
          path: string`${socket.path}`,
          socketUmask: number`${derive(socket.mode, (mode) => octal(0o777 & ~Number.parseInt(mode, 8)))}`,
        }
      : { isUnix: false, host: string`${socket.host}`, port: number`${socket.port}` }),
    ...optionalToken(
      'umask',
      umask,
      (digits) => number`${derive(digits, (text) => octal(Number.parseInt(text, 8)))}`,
    ),
    extra: planExtra([application], 'flup.script'),
  };
}

function octal(bits: number): string {
  return `0o${bits.toString(8)}`;
}

/** That of the virtual environment, where there is one. Null: it is no app of Python. */
export function interpreterOf({ app }: Pick<Application, 'app'>): Placed<string> | null {
  if (app?.value.kind !== 'wsgi') return null;
  const { virtualenv, program } = app.value;
  const own = virtualenv === null ? null : derive(virtualenv, (path) => `${path}/bin/python`);
  return program ?? own ?? derive<unknown, string>(app, () => '/usr/bin/python3');
}

export function scriptFile({ name }: Pick<Application, 'name'>): string {
  return `${name.value}.fcgi`;
}
