import type { Application } from '../core/model.ts';
import type { Rule } from '../core/rule.ts';
import { argumentsOf, commandKind } from './command-kind.ts';

export const noStreamingWithOneProcess: Rule = {
  code: 'no-streaming-with-one-process',
  severity: 'warning',
  summary: 'streaming from one process that serves one request at a time',
  check({ applications }, report) {
    for (const application of applications) {
      const { buffering, processes } = application;
      if (buffering.value || processes.value > 1 || !servesOneRequest(application)) continue;
      report({
        at: buffering,
        message:
          '"buffering: false" with one process: an open stream keeps every other request waiting',
        help: 'raise "processes" above the number of streams, or give the command "--threads"',
      });
    }
  },
};

/** uWSGI whose options all stand in the command, none of which lets it serve several requests at a time. */
function servesOneRequest(application: Application): boolean {
  if (commandKind(application) !== 'uwsgi') return false;
  const { environment, environmentFile } = application;
  const isToldElsewhere =
    environmentFile !== null || environment.some(({ name }) => name.value.startsWith('UWSGI_'));
  return !isToldElsewhere && !argumentsOf(application).some((word) => OPTIONS.test(word));
}

// Options that add processes, threads or loops, and those that read further options from a file.
const OPTIONS =
  /^-{1,2}(p|processes|workers|threads|gevent|async|asyncio|tornado|ugreen|greenlet|cheaper|emperor|ini|ini-paste|ini-paste-logged|paste|yaml|yml|xml|json|config|x|y|j)(=|[0-9]|$)|\.(ini|xml|ya?ml|json)$/;
