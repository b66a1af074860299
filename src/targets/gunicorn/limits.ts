import type { Limit } from '../../core/target.ts';

export const limits: readonly Limit[] = [
  {
    id: 'gunicorn-no-peer',
    summary:
      'behind a unix socket REMOTE_ADDR is empty: only headers say who the client is, and the web server must set them',
  },
  {
    id: 'gunicorn-restart',
    summary:
      'the socket closes with gunicorn: a restart refuses requests, a reload (SIGHUP) does not',
  },
  {
    id: 'gunicorn-broken-release',
    summary:
      'a reload with code that does not load ends gunicorn (status 3): the socket closes until something starts it again',
  },
];
