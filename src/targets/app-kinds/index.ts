export { gunicornLine, gunicornProgram } from './gunicorn.ts';
export { type Holder, holderOf } from './holder.ts';
export { phpFpmLine } from './php-fpm.ts';
export { planPhpPool } from './php-pool.ts';
export { readsPlainPath } from './reads-plain-path.ts';
export { refuseEncodedMount } from './refuse-encoded-mount.ts';
export { uwsgiLine } from './uwsgi.ts';
export { workerLine } from './worker-line.ts';
