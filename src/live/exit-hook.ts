/**
 * Runs a synchronous action when this process exits, also by SIGINT, SIGTERM or SIGHUP; returns what
 * takes it back.
 */
export function onExit(action: () => void): () => void {
  if (actions.size === 0) listen();
  actions.add(action);
  return () => {
    actions.delete(action);
    if (actions.size === 0) unlisten();
  };
}

const actions = new Set<() => void>();
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function listen() {
  process.on('exit', runAll);
  for (const signal of signals) process.on(signal, dieOf);
}

function unlisten() {
  process.off('exit', runAll);
  for (const signal of signals) process.off(signal, dieOf);
}

function runAll() {
  // Last in, first out: programs end before the folder in which they write is removed.
  for (const action of [...actions].reverse()) action();
  actions.clear();
}

/** Without listeners Node does not run 'exit' on a signal; with other listeners, these decide. */
function dieOf(signal: NodeJS.Signals) {
  if (process.listenerCount(signal) > 1) return;
  runAll();
  unlisten();
  process.kill(process.pid, signal);
}
