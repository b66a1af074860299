import type { Host } from '../../doctor/host/host.ts';
import { findProgram } from '../find-program.ts';
import { runProgram } from '../run-program.ts';

/** What systemd says of a unit; null where it does not run here or does not know it. */
export const unit: Host['unit'] = async (name) => {
  const systemctl = findProgram('systemctl');
  if (systemctl === null) return null;
  const wanted = 'LoadState,ActiveState,SubState,Result,ExecMainStatus,PrivateTmp';
  const { code, stdout } = await runProgram([systemctl, 'show', '-p', wanted, name]);
  const values = new Map(
    stdout.split('\n').map((line) => {
      const [key = '', ...value] = line.split('=');
      return [key, value.join('=')] as const;
    }),
  );
  if (code !== 0 || values.get('LoadState') !== 'loaded') return null;
  return {
    active: values.get('ActiveState') ?? '',
    sub: values.get('SubState') ?? '',
    result: values.get('Result') ?? '',
    status: values.get('ExecMainStatus') ?? '',
    hasPrivateTmp: values.get('PrivateTmp') === 'yes',
  };
};

/** What supervisor says of the processes of a program; null where it does not run here, or does not tell us. */
export const programs: Host['programs'] = async (name) => {
  const supervisorctl = findProgram('supervisorctl');
  if (supervisorctl === null) return null;
  const { stdout } = await runProgram([supervisorctl, 'status', `${name}:*`]);
  const states = stdout
    .split('\n')
    .map((line) => /^(\S+:\S+)\s+([A-Z]+)\s*(.*)$/.exec(line))
    .filter((found) => found !== null);
  return states.map(([, name = '', state = '', why = '']) => ({ name, state, why }));
};
