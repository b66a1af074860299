import type { Rule } from '../core/rule.ts';

export const noNumberedCertificate: Rule = {
  code: 'no-numbered-certificate',
  severity: 'warning',
  summary: 'a file of an ACME client that stays as it is when the certificate is renewed',
  check({ tls }, report) {
    if (tls === null) return;
    for (const file of [tls.certificate, tls.key]) {
      const link = linkTo(file.value);
      if (link === null) continue;
      report({
        at: file,
        message: `"${file.value}" expires: renewing writes another file beside it`,
        help: `use "${link}", which always leads to the newest`,
      });
    }
  },
};

/** What certbot and dehydrated keep beside such a file. */
function linkTo(file: string): string | null {
  const [, folder, name, kind] = NUMBERED.exec(file) ?? [];
  if (folder === undefined) return null;
  const live = folder.replace(/\/archive$/, '/live');
  return `${live}/${name}/${kind === 'cert' ? 'fullchain' : kind}.pem`;
}

const NUMBERED =
  /^(.*\/(?:letsencrypt\/archive|dehydrated\/certs))\/([^/]+)\/(cert|fullchain|privkey)-?[0-9]+\.pem$/;
