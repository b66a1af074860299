import type { Area } from '../../core/areas.ts';
import { encodePath } from '../../core/byte-string.ts';
import type { Application, Deployment } from '../../core/model.ts';
import { derive, type Placed } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
import { comment, uri, word } from '../../dialects/nginx.ts';
import { planCompression } from './compress.ts';
import { fallbackOf, planFallbacks } from './fallbacks.ts';
import { planHeaders, planPageHeaders } from './headers.ts';
import { planPage } from './maintenance.ts';
import { below, exactly, type Part, partUri } from './part.ts';
import { planMount } from './passing.ts';
import { planRedirect } from './redirects.ts';
import { planFile, planFolder } from './statics.ts';

/** The locations of one application. Each is an exact one, or a prefix that wins over patterns: their order plays no part. */
export function planApplication(
  application: Application,
  all: readonly Area[],
  deployment: Deployment,
): Context {
  const { name, mount, bareMount } = application;
  const areas = all.filter((area) => area.application === application);
  const denied = areas.filter(({ kind }) => kind === 'deny');
  const mounts = areas.filter(({ kind }) => kind === 'application');
  const statics = areas.flatMap((area) =>
    area.kind === 'static' ? [{ ...area, fallback: fallbackOf(area) }] : [],
  );
  const redirectsBareMount = mount.value !== '' && bareMount.value === 'redirect';
  const isRedirected = (url: Placed<string>): boolean =>
    redirectsBareMount && url.value === mount.value;
  const everywhere = { ...planHeaders(application, deployment), ...planCompression(application) };
  const each = <T>(parts: readonly T[], plan: (part: T) => Context): readonly Context[] =>
    parts.map((part) => ({ ...plan(part), ...everywhere }));
  return {
    name: comment`${name}`,
    mount: uri`${mount}`,
    isRoot: mount.value === '',
    deniedPaths: each(denied.flatMap(exactly), planDenied),
    deniedFolders: each(denied.flatMap(below), planDenied),
    redirects: each(
      areas.flatMap((area) => (area.kind === 'redirect' ? [area.redirect] : [])),
      planRedirect,
    ),
    files: each(statics.flatMap(exactly), planFile),
    folders: each(statics.flatMap(below), planFolder),
    bareRedirects: each(redirectsBareMount ? [mount] : [], (url) => ({
      url: uri`${url}`,
      target: word`${derive(url, encodePath)}/$is_args$args`,
    })),
    exactPaths: each(
      mounts.flatMap(exactly).filter(({ url }) => !isRedirected(url)),
      (part) => planMount(part, deployment),
    ),
    prefixes: each(mounts.flatMap(below), (part) => planMount(part, deployment)),
    fallbacks: each(planFallbacks(application, areas, deployment), (context) => context),
    pages: planPage(application).map((page) => ({
      ...page,
      ...everywhere,
      ...planPageHeaders(application, deployment),
    })),
  };
}

function planDenied(part: Part): Context {
  return { url: partUri(part) };
}
