import { byHand, type Destination, type Installation, run } from '../../core/installation.ts';
import type { Deployment } from '../../core/model.ts';
import type { PlannedFile } from '../../core/render.ts';

const FOLDERS = {
  debian: { site: '/etc/nginx/sites-available', locations: '/etc/nginx/snippets' },
  rhel: { site: '/etc/nginx/conf.d', locations: '/etc/nginx/default.d' },
} as const;

/** @param planned the files, of a fragment or a site */
export function install(
  { name: { value: name }, platform }: Deployment,
  planned: readonly PlannedFile[],
): Installation {
  const folders = FOLDERS[platform.value];
  const files = planned.map((file) => destination(file.name));
  const isSite = planned.some((file) => file.name === `${name}.conf`);
  const isLinked = isSite && platform.value === 'debian';
  const link = `/etc/nginx/sites-enabled/${name}.conf`;
  const include = platform.value === 'debian' && !isSite;
  const take = [
    run('check the whole configuration', 'nginx', '-t'),
    run('take it up; no request is lost', 'systemctl', 'reload', 'nginx'),
  ];
  return {
    files,
    check: [],
    enable: [
      ...(isLinked
        ? [run('enable the site', 'ln', '-sfn', `../sites-available/${name}.conf`, link)]
        : []),
      ...(include
        ? [byHand(`put "include snippets/${name}.locations.conf;" into your server block`)]
        : []),
      ...take,
    ],
    reload: take,
    release: [],
    rollback: take,
    disable: [
      ...(isLinked ? [run('disable the site', 'rm', '-f', link), ...take] : []),
      ...(include
        ? [byHand(`take "include snippets/${name}.locations.conf;" out of your server block`)]
        : []),
      ...(include ? take : []),
    ],
    forget: isLinked ? [] : take,
  };

  function destination(file: string): Destination {
    const folder = file.endsWith('.http.conf')
      ? '/etc/nginx/conf.d'
      : file.endsWith('.locations.conf')
        ? folders.locations
        : folders.site;
    return { name: file, path: `${folder}/${file}`, owner: 'root', group: 'root', mode: '0644' };
  }
}
