import { run } from '../../core/installation.ts';
import type { Application } from '../../core/model.ts';
import type { Finding } from '../finding.ts';
import { systemdSteps } from '../systemd-steps.ts';
import { found } from './found.ts';
import type { Host } from './host.ts';

/** What systemd and supervisor say of an application, where they run it and it fails; else null. */
export async function checkManager(application: Application, host: Host): Promise<Finding | null> {
  return (await checkUnits(application, host)) ?? (await checkPrograms(application, host));
}

async function checkUnits({ name, processes }: Application, host: Host): Promise<Finding | null> {
  const instances = Array.from(
    { length: processes.value },
    (_, index) => `${name.value}@${index + 1}.service`,
  );
  for (const unit of [`${name.value}.socket`, `${name.value}.service`, ...instances]) {
    const state = await host.unit(unit);
    if (state === null || !(state.active === 'failed' || state.sub === 'auto-restart')) continue;
    const { status, result } = state;
    const [, step, code = 'unit-failed'] =
      systemdSteps.find(([known]) => String(known) === status) ?? [];
    return found(
      code,
      `the unit "${unit}" does not stay up: ${result}, status ${status}${step === undefined ? '' : `/${step}`}`,
      run('see what it has said', 'journalctl', '-u', unit, '-n', '20', '--no-pager'),
      run('when it is mended', 'systemctl', 'reset-failed', unit),
      run('when it is mended', 'systemctl', 'restart', unit),
    );
  }
  return null;
}

async function checkPrograms({ name }: Application, host: Host): Promise<Finding | null> {
  const programs = (await host.programs(name.value)) ?? [];
  const failed = programs.find(({ state }) => state === 'FATAL' || state === 'BACKOFF');
  if (failed === undefined) return null;
  return found(
    'program-failed',
    `supervisor's "${failed.name}" does not stay up: ${failed.state}, ${failed.why}`,
    run('see what it has said', 'supervisorctl', 'tail', failed.name),
    run('when it is mended', 'supervisorctl', 'restart', failed.name),
  );
}
