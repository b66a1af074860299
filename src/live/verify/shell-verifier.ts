import { existsSync } from 'node:fs';
import type { GeneratedFile } from '../../core/render.ts';
import { findProgram } from '../find-program.ts';
import { runProgram } from '../run-program.ts';
import { commandsOf } from './shell-commands.ts';
import { type Complaint, generatedName, type Verifier } from './verifier.ts';

/** `sh -n` of the scripts of a target, and whether there is what they call, which that does not look for. */
export function shellVerifier(target: string): Verifier {
  return {
    target,
    needs: 'dash',
    isInstalled: () => findProgram('sh') !== null,
    check: checkScripts,
    lacks: [
      {
        pattern: /^(\/.*): no such program$/,
        what: ([, path]) => `the program ${path}`,
        mend: null,
      },
    ],
  };
}

/** Complaints about those of some files that are scripts. */
export async function checkScripts(
  files: readonly GeneratedFile[],
  { folder }: { readonly folder: string },
): Promise<readonly Complaint[]> {
  const found: Complaint[] = [];
  for (const file of files.filter(({ text }) => text.startsWith('#!/bin/sh\n'))) {
    const { code, stderr } = await runProgram(['sh', '-n', `${folder}/${file.name}`], {
      environment: { LC_ALL: 'C' },
    });
    if (code !== 0) found.push(toComplaint(stderr, file));
    else found.push(...(await missingCommands(file)));
  }
  return found;
}

/** dash says "FILE: LINE: WHY", bash "FILE: line LINE: WHY". */
function toComplaint(stderr: string, file: GeneratedFile): Complaint {
  const [, path = '', line, why] = /^(.*?): (?:line )?(\d+): (.*)/m.exec(stderr) ?? [];
  if (why === undefined) return { message: stderr.trim(), file: file.name, line: null };
  return { message: why, file: generatedName(path, [file]), line: Number(line) };
}

async function missingCommands(file: GeneratedFile): Promise<readonly Complaint[]> {
  const found: Complaint[] = [];
  const commands = commandsOf(file.text);
  const isHere = await knownNames(commands.map(({ name }) => name));
  for (const { name, line } of commands) {
    if (isHere.has(name)) continue;
    const what = name.startsWith('/') ? 'no such program' : 'no such command';
    found.push({ message: `${name}: ${what}`, file: file.name, line });
  }
  return found;
}

/** Which of some names the shell knows, or finds. */
async function knownNames(names: readonly string[]): Promise<ReadonlySet<string>> {
  const paths = names.filter((name) => name.includes('/'));
  const others = names.filter((name) => !name.includes('/'));
  const script = 'for name; do command -v -- "$name" >/dev/null && printf "%s\\n" "$name"; done; :';
  const { stdout } = await runProgram(['sh', '-c', script, 'sh', ...new Set(others)]);
  return new Set([...paths.filter(existsSync), ...stdout.split('\n')]);
}
