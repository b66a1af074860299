import { type RunningProgram, startProgram } from '../../../src/live/program.ts';

/** A unix socket with a backlog of one, on which nobody ever accepts a connection. */
export function startStuckSocket(path: string): Promise<RunningProgram> {
  const program =
    'umask 0; my $socket = IO::Socket::UNIX->new(Local => $ARGV[0], Listen => 1) or die $!; $| = 1; print "ready"; sleep';
  return startProgram({
    command: ['/usr/bin/perl', '-MIO::Socket::UNIX', '-e', program, path],
    ready: { kind: 'prints', text: 'ready' },
  });
}
