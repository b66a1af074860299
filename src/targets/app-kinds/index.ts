export { gunicornLine } from './gunicorn.ts';
export { type Holder, holderOf } from './holder.ts';
export { phpFpmLine } from './php-fpm.ts';
export { uwsgiLine } from './uwsgi.ts';
export { workerLine } from './worker-line.ts';
