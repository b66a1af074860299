import type { Application } from '../../core/model.ts';
import { derive } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
import { text } from '../../dialects/php-fpm.ts';
import { planPhpPool } from '../app-kinds/index.ts';

/** The configuration of a php-fpm that is the application's own and runs as its user from the start. */
export function planPool(application: Application): Context {
  const { name, hardening, stop } = application;
  return {
    ...planPhpPool(application),
    identity: text`${name}`,
    patience: text`${derive(stop.timeoutMilliseconds, (time) => Math.ceil(time / 1000))}`,
    isStrict: hardening.value === 'strict',
  };
}

/** The name of its file. */
export function poolFile({ name }: Application): string {
  return `${name.value}.php-fpm.conf`;
}

/** Where it is put, of which its unit has to know. */
export function poolPath(application: Application): string {
  return `/etc/deploygen/${poolFile(application)}`;
}
