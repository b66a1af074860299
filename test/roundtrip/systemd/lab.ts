import { rmSync, writeFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { type SystemdMachine, startSystemdMachine } from '../../servers/systemd-machine.ts';

/** A machine on which the installed systemd is PID 1. */
export interface SystemdLab extends AsyncDisposable {
  readonly machine: SystemdMachine;
  /** Installs units by their names while an action runs. */
  withUnits<T>(units: ReadonlyMap<string, readonly string[]>, action: () => Promise<T>): Promise<T>;
  /** Runs a service with these settings, whose program is `TELL`; answers with what it was given. */
  run(settings: readonly string[]): Promise<Start>;
  /** Asks the manager over D-Bus; answers with the data of its answer. */
  busctl(...command: readonly string[]): Promise<unknown>;
}

/** What a program was started with. */
export interface Start {
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** A command that tells how it was started. */
export const TELL = '/usr/bin/python3 /srv/fixtures/tell.py';

export async function openSystemdLab(): Promise<SystemdLab> {
  const machine = await startSystemdMachine({ '/srv/fixtures': 'test/roundtrip/systemd' });
  const unitFile = (name: string) => machine.path(`/etc/systemd/system/${name}`);
  const withUnits: SystemdLab['withUnits'] = async (units, action) => {
    for (const [name, lines] of units) writeFileSync(unitFile(name), `${lines.join('\n')}\n`);
    try {
      await machine.succeed('systemctl', 'daemon-reload');
      return await action();
    } finally {
      for (const name of units.keys()) rmSync(unitFile(name));
    }
  };
  return {
    machine,
    withUnits,
    run: (settings) => {
      const lines = ['[Unit]', 'StartLimitIntervalSec=0', '[Service]', 'Type=oneshot', ...settings];
      return withUnits(new Map([['run.service', lines]]), async () => {
        await rm(machine.path('/run/told'), { force: true });
        await machine.succeed('systemctl', 'start', 'run.service');
        // What tell.py writes.
        return JSON.parse(await readFile(machine.path('/run/told'), 'utf8')) as Start;
      });
    },
    async busctl(...command) {
      const answer = await machine.succeed('busctl', '--json=short', ...command);
      // What busctl(1) prints for --json.
      return (JSON.parse(answer) as { readonly data: unknown }).data;
    },
    [Symbol.asyncDispose]: () => machine[Symbol.asyncDispose](),
  };
}
