import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Workspace } from '../../src/live/workspace.ts';
import { startEchoMachine } from './echo-machine.ts';
import { install } from './installed.ts';
import { needs } from './needs.ts';
import { answeringProcess } from './process-load.ts';
import type { SystemdMachine } from './systemd-machine.ts';
import { until } from './until.ts';

type Fields = { readonly name: string } & Readonly<Record<string, unknown>>;

const ECHO = [process.execPath, '/srv/app/echo.mjs'];

describe.runIf(needs('systemd', 'root'))(
  'what a descriptor says of processes, under systemd',
  () => {
    let workspace: Workspace;
    let machine: SystemdMachine;

    beforeAll(async () => {
      ({ workspace, machine } = await startEchoMachine());
      await machine.succeed('useradd', '--system', 'shop');
    });
    afterAll(async () => {
      await machine[Symbol.asyncDispose]();
      await workspace.dispose();
    });

    it('strict hardening lets node compile, and nothing else reach the network', async () => {
      await run({ name: 'jit', command: ECHO, hardening: 'strict' });

      expect(await answeringProcess(socketOf('jit'))).toBeGreaterThan(1);
      expect(await show('jit@1', 'MemoryDenyWriteExecute')).toBe('no');
      expect(await networkOf('jit@1')).not.toBe(await ownNetwork());
    });

    it.each([
      ['strict', true],
      ['basic', false],
      ['off', false],
    ])('with hardening %s the network is there: %s', async (hardening, network) => {
      const name = `net-${hardening}`;
      await run({ name, command: ECHO, hardening, network });

      expect(await answeringProcess(socketOf(name))).toBeGreaterThan(1);
      expect((await networkOf(`${name}@1`)) === (await ownNetwork())).toBe(network);
    });

    it('writable_paths can be written, and nothing beside them', async () => {
      await machine.succeed('install', '-d', '-o', 'shop', '/srv/a b', '/srv/other');
      const write = ['/bin/sh', '-c', 'touch /srv/other/x; touch "/srv/a b/x"; exec sleep 9999'];
      await run({
        name: 'media',
        command: write,
        hardening: 'strict',
        writable_paths: ['/srv/a b'],
      });
      await until(async () => (await machine.exec('test', '-e', '/srv/a b/x')).code === 0);

      expect((await machine.exec('test', '-e', '/srv/other/x')).code).toBe(1);
    });

    it('a program that fails again and again is given up where it shall be', async () => {
      await run({ name: 'broken', command: ['/bin/false'], restart: 'fail' });
      await until(async () => (await show('broken@1', 'ActiveState')) === 'failed');
      await expect(answeringProcess(socketOf('broken'))).rejects.toThrow();
      await install(machine, descriptor({ name: 'broken', command: ECHO, restart: 'fail' }), {
        target: 'systemd',
        phase: 'rollback',
      });

      expect(await answeringProcess(socketOf('broken'))).toBeGreaterThan(1);
    });

    it('the output is appended to the log', async () => {
      const say = ['/bin/sh', '-c', 'echo said; echo wrong >&2; exec sleep 9999'];
      await run({ name: 'talk', command: say, hardening: 'strict', log: '/var/log/talk 100%.log' });
      const path = machine.path('/var/log/talk 100%.log');

      // systemd makes the file before the program runs.
      const said = await until(async () => {
        const text = await readFile(path, 'utf8').catch(() => '');
        return text.includes('wrong') ? text : null;
      });
      expect(said).toBe('said\nwrong\n');
    });

    it('processes stop on the signal that is stated, and reload on theirs', async () => {
      const script = `trap 'echo reloaded' USR1; trap 'echo ended; exit 0' INT; echo up; while :; do sleep 0.05; done`;
      await run({
        name: 'signal',
        command: ['/bin/sh', '-c', script],
        stop: { signal: 'INT', timeout: '25s' },
        reload: 'USR1',
        log: '/var/log/signal.log',
      });
      const log = () => readFile(machine.path('/var/log/signal.log'), 'utf8').catch(() => '');
      await until(async () => (await log()).includes('up'));
      await machine.succeed('systemctl', 'reload', 'signal@1');
      await until(async () => (await log()).includes('reloaded'));
      await machine.succeed('systemctl', 'stop', 'signal.socket', 'signal@1');

      expect(await log()).toContain('ended');
      expect(await show('signal@1', 'TimeoutStopUSec')).toBe('25s');
    });

    it('resources are limited', async () => {
      await run({ name: 'small', command: ECHO, resources: { memory: '300m', files: 1234 } });

      expect(await show('small@1', 'MemoryMax')).toBe(String(300 * 1024 * 1024));
      expect(
        await machine.succeed('cat', `/proc/${await show('small@1', 'MainPID')}/limits`),
      ).toMatch(/Max open files +1234 +1234/);
    });

    it('workers run beside the application, stop and start with it', async () => {
      await run({
        name: 'busy',
        command: ECHO,
        after: ['dbus', 'nobody-knows'],
        environment: { A: 'a', B: 'b' },
        workers: [
          { name: 'queue', command: ['/bin/sleep', '9999'], processes: 2, environment: { B: '2' } },
        ],
      });
      const queue = 'busy-queue@2';
      const environment = await machine.succeed(
        'cat',
        `/proc/${await show(queue, 'MainPID')}/environ`,
      );
      await machine.succeed('systemctl', 'stop', 'busy.target');
      await until(async () => (await show(queue, 'ActiveState')) === 'inactive');

      expect(environment.split('\0')).toEqual(expect.arrayContaining(['A=a', 'B=2']));
      expect(await show(queue, 'StandardInput')).toBe('null');
      expect(await show('busy@1', 'After')).toContain('dbus.service');
      expect(await answeringProcess(socketOf('busy'))).toBeGreaterThan(1);
    });

    const descriptor = (fields: Fields) => ({
      socket: `unix:/run/${fields.name}.sock`,
      user: 'shop',
      ...fields,
    });
    const run = (fields: Fields) => install(machine, descriptor(fields), { target: 'systemd' });
    const socketOf = (name: string) =>
      ({ kind: 'unix', path: machine.path(`/run/${name}.sock`) }) as const;

    async function show(unit: string, property: string): Promise<string> {
      return (await machine.succeed('systemctl', 'show', '-P', property, unit)).trim();
    }

    async function networkOf(unit: string): Promise<string> {
      return machine.succeed('readlink', `/proc/${await show(unit, 'MainPID')}/ns/net`);
    }

    function ownNetwork(): Promise<string> {
      return machine.succeed('readlink', '/proc/1/ns/net');
    }
  },
);
