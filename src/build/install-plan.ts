import { type Installation, place, type Step } from '../core/installation.ts';
import { shellWord } from '../core/shell-word.ts';

/** One target's part: how it is installed, and the folder that its files lie in. */
export interface InstallPart {
  readonly target: string;
  /** Targets that start the same processes: a machine takes the steps of one. */
  readonly insteadOf: readonly string[];
  readonly folder: string;
  readonly installation: Installation;
}

/**
 * How to bring built files into use and out of it again, for people to read and to copy from.
 *
 * @param parts in the order in which they are installed: processes before web servers
 */
export function installPlan(title: string, parts: readonly InstallPart[]): string {
  const files = (part: InstallPart): readonly Step[] => part.installation.files.map(place);
  const backwards = [...parts].reverse();
  const sections: readonly Section[] = [
    [
      'For the first time',
      [
        steps(parts, (part) => part.installation.check),
        steps(parts, files),
        steps(parts, (part) => part.installation.enable),
      ],
    ],
    [
      'After a change',
      [
        steps(parts, (part) => part.installation.check),
        steps(parts, files),
        steps(parts, (part) => part.installation.reload),
      ],
    ],
    ['For new code under the same files', [steps(parts, (part) => part.installation.release)]],
    [
      'Back again, with the former files checked out',
      [steps(parts, files), steps(parts, (part) => part.installation.rollback)],
    ],
    [
      'Out of use',
      [
        steps(backwards, (part) => [
          ...part.installation.disable,
          ...removal(part),
          ...part.installation.forget,
        ]),
      ],
    ],
  ];
  const texts = sections.map(([name, groups]) => [name, groups.flat().join('')] as const);
  const written = texts.filter(([, text]) => text !== '');
  return `${title}: as root, and on only where nothing has failed\n${choice(parts)}${written.map(([name, text]) => `\n${name}\n${text}`).join('')}`;
}

/** Two at once would open one socket, and whichever goes out of use would close it for the other. */
function choice(parts: readonly InstallPart[]): string {
  if (parts.every(({ insteadOf }) => insteadOf.length === 0)) return '';
  return 'Of targets in place of each other take one: each opens the sockets ("--set targets.NAME=null" leaves one out)\n';
}

type Section = readonly [name: string, groups: readonly (readonly string[])[]];

function steps(
  parts: readonly InstallPart[],
  select: (part: InstallPart) => readonly Step[],
): readonly string[] {
  return parts.flatMap((part) => {
    const { folder, target, insteadOf } = part;
    const lines = select(part).map((step) => `    ${line(step)}\n`);
    if (lines.length === 0) return [];
    const instead = insteadOf.length === 0 ? '' : `, in place of ${insteadOf.join(' or ')}`;
    return [`  in ${shellWord(folder)}, for ${target}${instead}\n`, ...lines];
  });
}

function line(step: Step): string {
  if (step.kind === 'hand') return `(by hand) ${step.what}`;
  return `${step.command.map(shellWord).join(' ')}  # ${step.why}`;
}

function removal({ installation }: InstallPart): readonly Step[] {
  const paths = installation.files.map(({ path }) => path);
  return [{ kind: 'run', command: ['rm', '-f', ...paths], why: 'remove the files' }];
}
