import { type ChildProcess, spawn } from 'node:child_process';

/** Has a program killed, with its group and its descendants, should this process be killed; returns what takes it back. */
export function guardProgram(pid: number): () => void {
  tell(`+${pid}`);
  return () => tell(`-${pid}`);
}

/** Has a folder removed should this process be killed. */
export function guardFolder(path: string): void {
  tell(path);
}

/**
 * Nothing of ours runs after SIGKILL. The kernel closes our end of a pipe all the same, and a shell at the other end cleans up. It
 * has a group of its own, so that Ctrl-C does not reach it.
 */
function tell(line: string): void {
  watchdog ??= start();
  watchdog.stdin?.write(`${line}\n`);
}

let watchdog: ChildProcess | null = null;

function start(): ChildProcess {
  const child = spawn('/bin/sh', ['-c', SCRIPT], {
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
    detached: true,
  });
  // Without it we are as well off as without a watchdog.
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  child.unref();
  // A pipe to a child is a socket, which must not keep us running.
  if ('unref' in child.stdin && typeof child.stdin.unref === 'function') child.stdin.unref();
  return child;
}

const SCRIPT = `
tree() {
    echo "$1"
    for child in $(cat "/proc/$1/task/$1/children" 2>/dev/null); do tree "$child"; done
}
pids=' '
while IFS= read -r line; do
    case $line in
        +*) pids="$pids\${line#+} " ;;
        -*) pids="\${pids%% \${line#-} *} \${pids#* \${line#-} }" ;;
        *) set -- "$@" "$line" ;;
    esac
done
for pid in $pids; do
    all=$(tree "$pid")
    kill -KILL "-$pid" $all 2>/dev/null
done
rm -rf -- "$@"
`;
