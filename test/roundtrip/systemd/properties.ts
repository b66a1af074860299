import { toByteString } from '../../../src/core/byte-string.ts';
import { path, plain, program, word } from '../../../src/dialects/systemd.ts';
import { toFileName, toFolders } from '../paths.ts';
import type { Reading, Subject } from '../subject.ts';
import type { SystemdLab } from './lab.ts';
import { isRefusable, isRefusableLine } from './refusable.ts';

const BUS = 'org.freedesktop.systemd1';

/** The rest of a line: a unit for each value. */
const description: Subject<SystemdLab> = {
  maker: 'plain',
  position: 'Description',
  // A setting without a value is no setting.
  adapt: (value) => (value === '' ? null : value),
  make: (value) => plain`${value}`,
  refusable: isRefusableLine,
  ask: (lab, questions) => {
    const names = questions.map((_, index) => `u${index}.service`);
    const units = new Map(
      questions.map(({ text }, index) => [
        `u${index}.service`,
        ['[Unit]', `Description=${text}`, '[Service]', 'ExecStart=/usr/bin/true'],
      ]),
    );
    return lab.withUnits(units, async () => {
      const answer = await lab.busctl(
        'call',
        BUS,
        '/org/freedesktop/systemd1',
        `${BUS}.Manager`,
        'ListUnitsByNames',
        'as',
        String(names.length),
        ...names,
      );
      // An array of structures, each of which begins with the name and the description.
      const [listed] = answer as [readonly (readonly [string, string])[]];
      const read = new Map(listed.map(([name, text]) => [name, text]));
      return names.map((name) => toReading(read.get(name)));
    });
  },
};

/** An absolute path: a unit for each value, of which systemctl takes a few milliseconds to show. */
const folder: Subject<SystemdLab> = {
  maker: 'path',
  every: 5,
  position: 'WorkingDirectory',
  adapt: toFolders,
  make: (value) => path`${value}`,
  refusable: isRefusableLine,
  ask: (lab, questions) => {
    const names = questions.map((_, index) => `w${index}.service`);
    const units = new Map(
      questions.map(({ text }, index) => [
        `w${index}.service`,
        ['[Service]', 'ExecStart=/usr/bin/true', `WorkingDirectory=${text}`],
      ]),
    );
    return lab.withUnits(units, async () => {
      const shown = await lab.machine.succeed(
        'systemctl',
        'show',
        '--property=WorkingDirectory',
        ...names,
      );
      const read = shown.trimEnd().split('\n\n');
      return names.map((_, index) => toReading(read[index]?.replace(/^WorkingDirectory=/, '')));
    });
  },
};

/** A list of words: all of one unit. */
const list: Subject<SystemdLab> = {
  maker: 'word',
  position: 'ReadWritePaths',
  adapt: toFolders,
  make: (value) => word`${value}`,
  refusable: (value) => isRefusable(value) || /[\n\r]/.test(value),
  ask: async (lab, questions) => {
    const words = questions.map(({ text }) => text).join(' ');
    // An array of strings.
    const read = (await propertyOf(lab, 'ReadWritePaths', [
      'ExecStart=/usr/bin/true',
      `ReadWritePaths=${words}`,
    ])) as readonly string[];
    return read.map(toByteString);
  },
};

/** Programs, all of one unit. */
const command: Subject<SystemdLab> = {
  maker: 'program',
  position: 'ExecStart',
  adapt: (value) => {
    const name = toFileName(value);
    return name === null ? null : `/srv/${name}`;
  },
  make: (value) => program`${value}`,
  refusable: (value) => isRefusable(value) || /["'\\\x01-\x1f\x7f]/.test(value),
  ask: async (lab, questions) => {
    const settings = questions.map(({ text }) => `ExecStart=${text} argument`);
    // An array of structures, each of which begins with the path.
    const read = (await propertyOf(lab, 'ExecStart', ['Type=oneshot', ...settings])) as readonly [
      string,
    ][];
    return read.map(([path]) => toByteString(path));
  },
};

function propertyOf(
  lab: SystemdLab,
  property: string,
  settings: readonly string[],
): Promise<unknown> {
  return lab.withUnits(new Map([['asked.service', ['[Service]', ...settings]]]), () =>
    lab.busctl(
      'get-property',
      BUS,
      '/org/freedesktop/systemd1/unit/asked_2eservice',
      `${BUS}.Service`,
      property,
    ),
  );
}

function toReading(value: string | undefined): Reading {
  return value === undefined ? null : toByteString(value);
}

export const properties = [description, folder, list, command];
