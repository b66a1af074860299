import type { Platforms } from '../core/model.ts';

/** Who the web servers of a platform run as. On rhel each has its own user; nginx's stands for all, `web_user` says another. */
export const platforms: Platforms = {
  debian: { webUser: 'www-data', webGroup: 'www-data' },
  rhel: { webUser: 'nginx', webGroup: 'nginx' },
};

export type PlatformName = keyof Platforms;
