import type { Application, Static } from '../core/model.ts';
import type { Finding, Rule } from '../core/rule.ts';

export const noShadowingStatic: Rule = {
  code: 'no-shadowing-static',
  severity: 'note',
  summary: 'a static folder or file and another application, one below the other',
  check({ applications }, report) {
    for (const application of applications) {
      const others = applications.filter(
        (other) => other !== application && other.mount.value !== '',
      );
      for (const entry of application.statics) {
        const found = [insideOf(entry, application, others), ...around(entry, others)];
        for (const finding of found) if (finding !== null) report(finding);
      }
    }
  },
};

/** The root application owns what is left over: a static entry anywhere takes nothing that was meant for it. */
function insideOf(
  { url }: Static,
  application: Application,
  others: readonly Application[],
): Finding | null {
  const [owner] = [application, ...others]
    .filter(({ mount }) => url.value.startsWith(`${mount.value}/`))
    .sort((a, b) => b.mount.value.length - a.mount.value.length);
  if (owner === undefined || owner === application) return null;
  return {
    at: url,
    message: `static URL "${url.value}" of "${application.name.value}" takes its part out of "${owner.mount.value}" of "${owner.name.value}"`,
    help: `list it under "static" of "${owner.name.value}", or choose a URL outside its mount`,
  };
}

function around({ url }: Static, others: readonly Application[]): readonly Finding[] {
  if (url.value === '/' || !url.value.endsWith('/')) return [];
  return others
    .filter(({ mount }) => mount.value.startsWith(url.value))
    .map(({ mount, name }) => ({
      at: mount,
      message: `mount "${mount.value}" of "${name.value}" takes its part out of the static folder "${url.value}"`,
      help: 'no file of the folder below the mount is ever served: see that it has none there',
    }));
}
