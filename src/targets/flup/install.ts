import { byHand, type Installation, run } from '../../core/installation.ts';
import type { Deployment } from '../../core/model.ts';
import { scriptFile } from './script.ts';

/** The script stands beside the module; what starts it is another target's. */
export function install({ applications }: Deployment): Installation {
  const restart = byHand('restart the processes by what starts them');
  return {
    files: applications.map((application) => ({
      name: scriptFile(application),
      path: `${application.directory?.value ?? ''}/${scriptFile(application)}`,
      owner: 'root',
      group: 'root',
      mode: '0755',
    })),
    check: applications.map((application) =>
      run('read the script', 'python3', '-m', 'py_compile', scriptFile(application)),
    ),
    enable: [
      byHand('have a process manager start the script: the targets systemd and supervisor do'),
    ],
    reload: [restart],
    release: [restart],
    rollback: [restart],
    disable: [byHand('have the process manager forget the script')],
    forget: [],
  };
}
