import { askHttp, type HttpResponse, headersOf } from '../../../src/live/http.ts';
import type { SocketAddress } from '../../../src/live/socket-address.ts';

/** What a visitor's browser does with an application: follows links, keeps cookies, sends forms. */
export interface Browser {
  get(path: string): Promise<Page>;
  /** Fills the page's form and sends it, and follows the redirect that answers. */
  submit(page: Page, values: Readonly<Record<string, string | FileField>>): Promise<Page>;
}

export interface FileField {
  readonly fileName: string;
  readonly content: Buffer;
}

export interface Page {
  readonly path: string;
  readonly status: number;
  readonly text: string;
  /** Paths of what it links to or shows, without fragments. */
  readonly links: readonly string[];
}

export function browser(address: Extract<SocketAddress, { kind: 'tcp' }>): Browser {
  const origin = `http://${address.host}:${address.port}`;
  const cookies = new Map<string, string>();
  return { get: (path) => send('GET', path), submit };

  async function send(method: string, path: string, lines: readonly string[] = [], body?: Buffer) {
    const jar = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = [`Host: ${address.host}:${address.port}`, ...lines];
    if (jar !== '') headers.push(`Cookie: ${jar}`);
    const request = { method, target: path, headers, ...(body === undefined ? {} : { body }) };
    const response = await askHttp(address, request, { timeoutMilliseconds: 30_000 });
    for (const cookie of headersOf(response, 'Set-Cookie')) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (name !== undefined && value !== undefined) cookies.set(name, value);
    }
    const [location] = headersOf(response, 'Location');
    if (location === undefined) return toPage(path, response);
    const { pathname, search } = new URL(location, origin + path);
    return send('GET', pathname + search);
  }

  function submit(page: Page, values: Readonly<Record<string, string | FileField>>) {
    const [, attributes = '', inside = ''] =
      /<form([^>]*)>([\s\S]*?)<\/form>/.exec(page.text) ?? [];
    const action = new URL(
      unescapeHtml(/action="([^"]*)"/.exec(attributes)?.[1] ?? ''),
      origin + page.path,
    );
    const hidden = [...inside.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
    const fields = {
      ...Object.fromEntries(hidden.map(([, name, value]) => [name, value])),
      ...values,
    };
    const form = attributes.includes('multipart') ? multipart(fields) : urlEncoded(fields);
    const lines = [`Content-Type: ${form.type}`, `Content-Length: ${form.body.length}`];
    return send('POST', action.pathname, lines, form.body);
  }

  function toPage(path: string, { status, body, headers }: HttpResponse): Page {
    const isHtml = headers.some(
      ([name, value]) => /^content-type$/i.test(name) && /html/.test(value),
    );
    const text = body.toString('utf8');
    const found = isHtml ? [...text.matchAll(/(?:href|src)="([^"#]*)/g)] : [];
    const urls = found.map(([, url = '']) => new URL(unescapeHtml(url), origin + path));
    const own = urls.filter((url) => url.origin === origin).map((url) => url.pathname + url.search);
    return { path, status, text, links: [...new Set(own)] };
  }
}

function unescapeHtml(text: string): string {
  return text.replace(/&(amp|quot|#39|#x27);/g, (_, name: string) =>
    name === 'amp' ? '&' : name === 'quot' ? '"' : "'",
  );
}

type Fields = Readonly<Record<string, string | FileField | undefined>>;

function urlEncoded(fields: Fields) {
  const pairs = Object.entries(fields).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  return {
    type: 'application/x-www-form-urlencoded',
    body: Buffer.from(new URLSearchParams(pairs).toString()),
  };
}

function multipart(fields: Fields) {
  const boundary = 'deploygen-boundary';
  const parts = Object.entries(fields).map(([name, value]) => {
    const isFile = typeof value === 'object';
    const file = isFile
      ? `; filename="${value.fileName}"\r\nContent-Type: application/octet-stream`
      : '';
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`;
    const content = isFile ? value.content : Buffer.from(String(value));
    return Buffer.concat([Buffer.from(head), content, Buffer.from('\r\n')]);
  });
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
  };
}
