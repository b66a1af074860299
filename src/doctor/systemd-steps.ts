import type { CauseCode } from './causes.ts';

/** Where systemd fails before the command has begun, by exit status (systemd.exec(5), "Process exit codes"). */
export const systemdSteps: readonly (readonly [status: number, step: string, cause: CauseCode])[] =
  [
    [200, 'CHDIR', 'unit-directory'],
    [203, 'EXEC', 'unit-command'],
    [216, 'GROUP', 'unit-user'],
    [217, 'USER', 'unit-user'],
    [226, 'NAMESPACE', 'unit-namespace'],
    [205, 'LIMITS', 'unit-setting'],
    [218, 'CAPABILITIES', 'unit-setting'],
    [219, 'CGROUP', 'unit-setting'],
    [228, 'SECCOMP', 'unit-setting'],
  ];
