import { byHand, run, type Step } from '../core/installation.ts';

/** One reason why a deployment does not answer. docs/doctor.md lists them all. */
export interface Cause {
  /** What is wrong, in a few words. */
  readonly summary: string;
  readonly why: string;
  /** What can be done where nothing but a line of a log is known; none where only the host can show it. @param socket its path or address, where the line names it */
  readonly mend?: (socket: string | null) => readonly Step[];
}

export const causes = {
  'account-missing': {
    summary: 'the user of the application does not exist',
    why: 'processes cannot be started as somebody who is not there',
  },
  'directory-missing': {
    summary: 'the working directory does not exist',
    why: 'processes are started in it: without it systemd ends with status 200, and supervisor gives up',
  },
  'command-missing': {
    summary: 'the command does not exist',
    why: 'there is nothing to start at the path that the descriptor names',
  },
  'command-denied': {
    summary: 'the command is closed to the user of the application',
    why: 'to start it, its user needs permission to execute (x) it and to search every folder above it, and to read what an interpreter runs',
  },
  'interpreter-missing': {
    summary: 'the interpreter of the command is missing',
    why: 'the kernel starts what the first line names, and where that is not there it says "No such file or directory" of the command itself',
  },
  'carriage-return': {
    summary: 'the first line of the command ends in a carriage return',
    why: 'the file was written on Windows: the kernel takes the carriage return for a part of the name of the interpreter, which does not exist',
  },
  'socket-missing': {
    summary: 'the socket is not there',
    why: 'the application is not running, listens at another path, or its folder under /run was lost at boot; what is under /tmp or /var/tmp is not seen by a service with PrivateTmp',
    mend: (socket) => [
      ...list('see what is there', socket),
      byHand('start the application; the paths of its manager and of the web server must be equal'),
    ],
  },
  'socket-denied': {
    summary: 'the web server may not open the socket',
    why: "to connect it needs write permission on the socket, and search permission (x) on every folder above it; a process manager's own defaults seldom give both",
    mend: (socket) => [
      ...(isPath(socket)
        ? [run('find the folder or socket that keeps it out', 'namei', '-l', socket)]
        : []),
      byHand(
        "give the socket to the web server's group with mode 0660, where its manager opens it",
      ),
    ],
  },
  'socket-refused': {
    summary: 'nobody listens on the socket',
    why: 'the process that had opened it has ended and left the file, the file is no socket at all, or nothing listens on the port',
    mend: (socket) => [
      isPath(socket)
        ? run('see who listens', 'ss', '-xlp', `src = ${socket}`)
        : run('see who listens', 'ss', '-tlnp'),
      byHand('start the application; remove the file first where it is no socket'),
    ],
  },
  'not-a-socket': {
    summary: 'the path of the socket holds something else',
    why: 'connections to what is no socket are refused, and a server may not be able to take its place',
  },
  'backlog-full': {
    summary: 'the backlog of the socket is full',
    why: 'more connections wait than the backlog holds, because every process is busy or hangs',
    mend: (socket) => [
      ...(isPath(socket)
        ? [run('compare what waits with the limit', 'ss', '-xl', `src = ${socket}`)]
        : []),
      byHand('raise "processes" in the descriptor, or find what they hang on'),
    ],
  },
  'wrong-protocol': {
    summary: 'the application speaks another protocol than it is asked in',
    why: 'version 72 is the letter H of "HTTP/1.1": an HTTP server, such as gunicorn, stands where FastCGI is expected',
    mend: () => [
      byHand('state "protocol: http" in the descriptor, or start a FastCGI server in its place'),
    ],
  },
  'process-died': {
    summary: 'the connection was closed in place of an answer',
    why: 'the process died during the request, was stopped without grace, or speaks another protocol than FastCGI',
    mend: () => [
      byHand("read the application's own log at this time: journalctl -u, or its log file"),
      byHand('"deploygen doctor" asks the socket itself, and tells another protocol from a death'),
    ],
  },
  'died-mid-body': {
    summary: 'the process died in the middle of an answer',
    why: 'clients got a part of the body; its process was killed or ended, often for memory or at a restart',
    mend: () => [
      run('look for what the kernel has killed', 'journalctl', '-k', '-g', 'Out of memory'),
      byHand("read the application's own log at this time"),
    ],
  },
  'no-output': {
    summary: 'the application ended the request without a word',
    why: 'not even headers came: it returned early, or wrote to a file descriptor that is not its answer; Apache answers 200 with nothing',
    mend: () => [byHand('let the application answer with headers and a blank line at least')],
  },
  exception: {
    summary: 'the application failed with an exception',
    why: 'it ended the request with an error, which it has written to its standard error',
    mend: () => [byHand('mend what the last line names, in the application')],
  },
  'script-unknown': {
    summary: 'php-fpm does not find the script that it is asked for',
    why: 'SCRIPT_FILENAME leads nowhere that php-fpm can see: there is no such file, its user may not come to it, or php-fpm sees other folders than everybody else (chroot, PrivateTmp)',
    mend: () => [
      byHand(
        'let the descriptor name the script ("app", or SCRIPT_FILENAME under "params") by the path that php-fpm has for it',
      ),
      byHand('let the user of php-fpm read it, and search every folder above it: namei -l SCRIPT'),
    ],
  },
  'body-too-large': {
    summary: 'a client has sent a larger body than the site takes',
    why: 'the web server refuses with 413 what is larger than "limits.body", and the application is not asked',
    mend: () => [
      byHand(
        'where such bodies are meant, state more in the descriptor, such as "limits: {body: 20m}", and render it anew',
      ),
    ],
  },
  'connections-exhausted': {
    summary: 'the web server has no connection left',
    why: 'each request of an application takes two, one to the client and one to the application, and idle clients keep theirs',
    mend: () => [
      byHand('raise "worker_connections" under "events" of /etc/nginx/nginx.conf'),
      run('take it up', 'systemctl', 'reload', 'nginx'),
    ],
  },
  'application-error': {
    summary: 'the application answers with an error of its own',
    why: 'a status of 500 or more comes from the application, whatever web server is before it',
  },
  'printed-before-headers': {
    summary: 'the application printed something before its headers',
    why: 'standard output is the answer: what print() writes there stands in place of the headers',
    mend: () => [byHand('let the application print to standard error instead')],
  },
  'headers-too-large': {
    summary: 'the headers of the answer are too large',
    why: 'they must fit into one buffer, or the answer is given up; usually it is a cookie that has grown',
    mend: () => [
      byHand('state "limits: {header_buffer: 32k}" in the descriptor, or send fewer cookies'),
    ],
  },
  'timed-out': {
    summary: 'no answer came within the time-out',
    why: 'the application is slow, all its processes are busy, or they crash while the socket stays open',
    mend: () => [
      byHand('see whether the processes run, and what they wait for'),
      byHand('raise "limits: {read_timeout: 60s}" or "processes" where they are only slow'),
    ],
  },
  'file-missing': {
    summary: 'a part of the configuration is not installed',
    why: 'the files of one program belong together',
  },
  'file-differs': {
    summary: 'installed configuration is not what the descriptor renders',
    why: 'it was edited by hand, or the descriptor has changed since',
  },
  'module-order': {
    summary: 'the modules of lighttpd are in the wrong order',
    why: 'they act in the order in which they are loaded: what comes after mod_fastcgi never sees the requests of the application, so that what it should refuse, redirect or serve goes through',
  },
  'web-server-down': {
    summary: 'the web server does not answer',
    why: 'nothing listens at the address of the site: the server is not running, or has not read the configuration',
  },
  'site-not-enabled': {
    summary: 'another site answers in place of this one',
    why: 'the web server has not read the configuration of the site, because it is not enabled or the server was not reloaded since, or another virtual host has its name or address',
  },
  'web-server-differs': {
    summary: 'the web server fails where the application answers',
    why: 'the application is well, so what is between is not: another socket in the configuration, a sandbox of the web server such as PrivateTmp, or an access control list',
  },
  'process-not-started': {
    summary: 'the process did not start, or ended at once',
    why: "the program is missing, not executable for its user, its first line names an interpreter that is not there or ends in a carriage return, or an import failed: the server's lines are the same for all of them",
    mend: () => [byHand('run the command of the application as its user, and read what it prints')],
  },
  'not-executable-here': {
    summary: 'the web server may not execute programs in this folder',
    why: 'Apache executes CGI and FastCGI programs only where "Options ExecCGI" allows it',
    mend: () => [byHand('put "Options +ExecCGI" into the <Directory> of the program')],
  },
  'unit-failed': {
    summary: 'systemd has started the unit, and it has failed',
    why: 'its process ended by itself: an exception at its start, or a port or socket that somebody else has',
  },
  'program-failed': {
    summary: 'supervisor has started the program, and it has failed',
    why: 'its process ended at once, or could not be started; what it has said is in its log',
  },
  'private-tmp': {
    summary: 'the socket is under a folder that the web server has for itself',
    why: 'with PrivateTmp=yes, as Debian has it for Apache, a service sees another /tmp and /var/tmp than everybody else',
  },
  'unit-user': {
    summary: 'systemd does not know the user or the group of the unit',
    why: 'status 216 or 217: User= or Group= names an account that does not exist',
    mend: () => [run('make the accounts', 'systemd-sysusers')],
  },
  'unit-directory': {
    summary: 'systemd cannot enter the working directory',
    why: 'status 200: WorkingDirectory= does not exist, or its user may not enter it',
    mend: () => [byHand('make the folder, or correct "directory" in the descriptor')],
  },
  'unit-namespace': {
    summary: 'systemd cannot set up the sandbox',
    why: 'status 226: a path of ReadWritePaths= or another mount does not exist',
    mend: () => [byHand('make the folders of "writable_paths", or take them out')],
  },
  'unit-setting': {
    summary: 'systemd cannot apply a setting of the unit',
    why: 'statuses 205, 218, 219 and 228: limits, capabilities, control groups or system call filters that this kernel or container does not offer',
    mend: () => [
      byHand('take the setting out of "extra" or "resources", or write "hardening: off"'),
    ],
  },
  'unit-command': {
    summary: 'systemd cannot execute the command',
    why: 'status 203: the program or the interpreter of its first line is missing or not executable for its user',
    mend: () => [byHand('run the command of the application as its user, and read what it prints')],
  },
} as const satisfies Readonly<Record<string, Cause>>;

export type CauseCode = keyof typeof causes;

function list(why: string, socket: string | null): readonly Step[] {
  return isPath(socket) ? [run(why, 'ls', '-l', socket)] : [];
}

function isPath(socket: string | null): socket is string {
  return socket?.startsWith('/') === true;
}
