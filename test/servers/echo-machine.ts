import { createWorkspace, type Workspace } from '../../src/live/workspace.ts';
import { echoBundle } from './echo-bundle.ts';
import { type SystemdMachine, startSystemdMachine } from './systemd-machine.ts';

/** A machine with a workspace, which holds an echo, at /srv/app, and with other folders where they are said to be. */
export async function startEchoMachine(
  folders: Readonly<Record<string, string>> = {},
): Promise<{ readonly workspace: Workspace; readonly machine: SystemdMachine }> {
  const workspace = await createWorkspace();
  await echoBundle(workspace);
  const machine = await startSystemdMachine({ '/srv/app': workspace.directory, ...folders });
  return { workspace, machine };
}
