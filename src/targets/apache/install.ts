import { byHand, type Installation, run } from '../../core/installation.ts';
import type { Deployment } from '../../core/model.ts';
import { extraModules, proxyModules } from './modules.ts';
import { hasLists } from './server.ts';

const PLATFORMS = {
  debian: {
    site: '/etc/apache2/sites-available',
    fragment: '/etc/apache2',
    check: 'apache2ctl',
    service: 'apache2',
  },
  rhel: { site: '/etc/httpd/conf.d', fragment: '/etc/httpd', check: 'apachectl', service: 'httpd' },
} as const;

export function install(deployment: Deployment, layout: 'fragment' | 'site'): Installation {
  const isDebian = deployment.platform.value === 'debian';
  const platform = PLATFORMS[deployment.platform.value];
  const name = `${deployment.name.value}.apache`;
  const path = `${platform[layout]}/${name}.conf`;
  const modules = [
    ...proxyModules(deployment),
    ...(hasLists(deployment) ? ['lbmethod_byrequests'] : []),
    ...extraModules(deployment, layout),
  ];
  const isSite = layout === 'site';
  const take = [
    run('check the whole configuration', platform.check, 'configtest'),
    run('take it up; no request is lost', 'systemctl', 'reload', platform.service),
  ];
  const include = isSite ? [] : [byHand(`put "Include ${path}" into your virtual host`)];
  return {
    files: [{ name: `${name}.conf`, path, owner: 'root', group: 'root', mode: '0644' }],
    check: [],
    enable: [
      ...(isDebian ? [run('load what it needs', 'a2enmod', ...modules)] : []),
      ...(isSite && isDebian ? [run('enable the site', 'a2ensite', name)] : []),
      ...include,
      ...take,
    ],
    reload: take,
    release: [],
    rollback: take,
    disable: [
      ...(isSite && isDebian ? [run('disable the site', 'a2dissite', name), ...take] : []),
      ...(isSite ? [] : [byHand(`take "Include ${path}" out of your virtual host`), ...take]),
    ],
    forget: isSite && !isDebian ? take : [],
  };
}
