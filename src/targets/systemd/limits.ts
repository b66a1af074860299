import type { Limit } from '../../core/target.ts';
import { holderOf, readsPlainPath } from '../app-kinds/index.ts';

export const limits: readonly Limit[] = [
  {
    id: 'systemd-fewer-workers',
    summary: 'a worker that the target no longer wants runs on until it is stopped by name',
  },
  {
    id: 'systemd-gunicorn-path',
    summary:
      'gunicorn has no settings of deploygen there: PATH_INFO is what the client sent, decoded but not normalised, and behind nginx the answer is 500 where it spells the mount otherwise (/%73hop/a); the target gunicorn has neither',
    excuses: ({ request, expected }) =>
      expected.kind === 'application' &&
      holderOf(expected.application) === 'gunicorn' &&
      !readsPlainPath(expected.application, request.target),
  },
];
