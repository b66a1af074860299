import { byHand, type Installation, run, type Step } from '../../core/installation.ts';
import type { Application, Deployment } from '../../core/model.ts';
import { gunicornProgram } from '../app-kinds/index.ts';
import { askSocket } from '../ask-socket.ts';
import { prepare } from '../preparations.ts';
import { installTmpfiles } from '../tmpfiles-installation.ts';
import { settingsFile, settingsPath } from './settings.ts';

/** What starts gunicorn is not known here: whatever it is, root gives it one command. */
export function install({ applications }: Deployment): Installation {
  const tmpfiles = applications.map(installTmpfiles);
  const create = tmpfiles.flatMap((one) => one.create);
  const reload = byHand(
    'send SIGHUP to the master of gunicorn: it reads its file, and starts new processes',
  );
  return {
    files: [
      ...tmpfiles.flatMap(({ files }) => files),
      ...applications.map((application) => ({
        name: settingsFile(application),
        path: settingsPath(application),
        owner: 'root' as const,
        group: 'root' as const,
        mode: '0644' as const,
      })),
    ],
    check: [
      ...applications.flatMap(prepare),
      ...applications.map((application) => check(application, settingsFile(application))),
    ],
    enable: [
      ...create,
      ...applications.map((application) =>
        byHand(
          `have root start "${gunicornProgram(application)} --config ${settingsPath(application)}", now and at every boot`,
        ),
      ),
      ...applications.map(askSocket),
    ],
    reload: [...create, reload],
    // With code that does not load gunicorn would end.
    release: [
      ...applications.map((application) => check(application, settingsPath(application))),
      reload,
    ],
    rollback: [reload],
    disable: [byHand('stop gunicorn (SIGTERM), and what starts it')],
    forget: [],
  };
}

/** It loads the application, which only its user shall do. */
function check(application: Application, settings: string): Step {
  const user = application.user?.value ?? 'nobody';
  const words = [gunicornProgram(application), '--check-config', '--config', settings];
  return run('load the settings, and the application', 'runuser', '-u', user, '--', ...words);
}
