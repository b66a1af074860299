import { expect, it } from 'vitest';
import { echoHandler, readEcho } from '../../../src/live/echo-responder.ts';
import { freePort } from '../../../src/live/free-port.ts';
import { askHttp, headerOf, NoResponse } from '../../../src/live/http.ts';
import { PROVER } from '../../../src/live/prove/prover.ts';
import { pieceByPiece } from '../piece-by-piece.ts';
import { everySpelling } from '../site/behind.ts';
import { type Staged, staged } from '../staged.ts';
import { describeWebServers } from '../web-servers.ts';

/** Over http. */
const HTTP = { protocol: 'http' } as const;

/** What nobody but the web server may say, in every spelling that becomes the same variable. */
const FORGED = [
  'X-Forwarded-For: 192.0.2.1',
  'X-Forwarded-Proto: https',
  'X-Forwarded-Host: evil.example',
  'X-Forwarded-Port: 666',
  'X-Forwarded-Prefix: /evil',
  'X-Forwarded-Protocol: ssl',
  'X-Forwarded-Scheme: https',
  'X-Forwarded-Ssl: on',
  'X-Forwarded-User: admin',
  'X-Forwarded-Server: evil.example',
  'X-Client-IP: 192.0.2.1',
  'X-Real-IP: 192.0.2.1',
  'X-Remote-User: admin',
  'Client-IP: 192.0.2.1',
  'Remote-User: admin',
].flatMap(everySpelling);
const OTHERS = [
  'Forwarded: for=192.0.2.1;proto=https',
  'Proxy: http://evil.example',
  'SCRIPT_NAME: /evil',
];

/** Names of headers that we vouch for, as a list of what to take away, well or badly written, on one line or several. */
const VOUCHED = [
  ...['X-Forwarded-For', 'X-Forwarded-Host', 'X-Forwarded-Port', 'X-Forwarded-Proto'],
  ...['X-Real-IP', 'X-Remote-User', 'Authorization', 'Host'],
];
const TAKEN_AWAY = [
  [['close', ...VOUCHED].join(', ')],
  [VOUCHED.join(',').toLowerCase()],
  [`keep-alive ;${VOUCHED.join(';')} `],
  [`close\t${VOUCHED.join('\t')}`],
  [`"close, ${VOUCHED.join('" "')}`],
  ['close', ...VOUCHED],
];
const OF_THE_CONNECTION = new Set([
  ...['HTTP_CONNECTION', 'HTTP_KEEP_ALIVE', 'HTTP_TE', 'HTTP_TRAILER', 'HTTP_PROXY_CONNECTION'],
  'REMOTE_PORT',
]);
const PROXY = '127.0.0.2';
const TRUSTING = { trusted_proxies: [`${PROXY}/32`] };

async function ask(stage: Staged, headers: readonly string[], localAddress = '127.0.0.1') {
  const request = {
    target: '/app/a',
    headers: [`Host: shop.example:${stage.server.address.port}`, ...headers],
  };
  const response = await askHttp(stage.server.address, request, { localAddress });
  expect(response.status).toBe(200);
  return readEcho(response.body).params;
}

describeWebServers('tells over http', (webServer) => {
  // It cannot tell the other two; see the tests of its refusals.
  const isLighttpd = webServer.name === 'lighttpd';

  it('who asks and how, and lets no client say it', async () => {
    await using stage = await staged(webServer, () => HTTP);
    const port = String(stage.server.address.port);
    const host = `shop.example:${port}`;

    const plain = await ask(stage, []);
    const forged = await ask(stage, [...FORGED, ...OTHERS]);

    expect(forged.toSorted()).toEqual(plain.toSorted());
    expect(Object.fromEntries(plain)).toMatchObject({
      SCRIPT_NAME: '/app',
      PATH_INFO: '/a',
      HTTP_HOST: host,
      HTTP_X_FORWARDED_FOR: '127.0.0.1',
      HTTP_X_FORWARDED_HOST: host,
      HTTP_X_FORWARDED_PROTO: 'http',
      // limit lighttpd-http-headers: says neither.
      ...(isLighttpd ? {} : { HTTP_X_FORWARDED_PORT: port, HTTP_X_REAL_IP: '127.0.0.1' }),
    });
    const told = plain
      .map(([name]) => name)
      .filter((name) => /FORWARDED|REMOTE|REAL|PROXY/.test(name));
    expect(told.toSorted()).toEqual([
      'HTTP_X_FORWARDED_FOR',
      'HTTP_X_FORWARDED_HOST',
      ...(isLighttpd ? [] : ['HTTP_X_FORWARDED_PORT']),
      'HTTP_X_FORWARDED_PROTO',
      ...(isLighttpd ? [] : ['HTTP_X_REAL_IP']),
      'REMOTE_ADDR',
    ]);
  });

  if (!isLighttpd)
    it('what a trusted proxy says', async () => {
      await using stage = await staged(webServer, () => ({
        ...HTTP,
        trusted_proxies: ['127.0.0.2/32'],
      }));
      const said = ['X-Forwarded-For: 192.0.2.7', 'X-Forwarded-Proto: https'];

      const believed = Object.fromEntries(await ask(stage, said, '127.0.0.2'));
      const others = Object.fromEntries(await ask(stage, said));
      const host = 'X-Forwarded-Host: shop.example';
      const named = Object.fromEntries(await ask(stage, [...said, host], '127.0.0.2'));
      const forged = Object.fromEntries(await ask(stage, [...said, host]));

      expect(believed).toMatchObject({
        ...{ REMOTE_ADDR: '192.0.2.7', REQUEST_SCHEME: 'https', SERVER_PORT: '443' },
        HTTP_X_FORWARDED_HOST: believed.HTTP_HOST,
      });
      expect(others).toMatchObject({
        ...{ REMOTE_ADDR: '127.0.0.1', REQUEST_SCHEME: 'http' },
        HTTP_X_FORWARDED_HOST: others.HTTP_HOST,
      });
      expect(named).toMatchObject({ HTTP_X_FORWARDED_HOST: 'shop.example' });
      expect(forged).toMatchObject({ HTTP_X_FORWARDED_HOST: others.HTTP_HOST });
    });

  it.each([{ protocol: 'http' }, { protocol: 'fastcgi' }])(
    'over $protocol, what a client would take away as a matter of its connection',
    async (fields) => {
      const trusted = isLighttpd && fields.protocol === 'http' ? {} : TRUSTING;
      await using stage = await staged(webServer, () => ({ ...fields, ...trusted }));
      const said = async (headers: readonly string[], from = '127.0.0.1') => {
        const params = await ask(stage, ['Authorization: Basic Og==', ...headers], from);
        return params.filter(([name]) => !OF_THE_CONNECTION.has(name)).toSorted();
      };

      for (const [from, headers] of [
        ['127.0.0.1', []],
        [PROXY, ['X-Forwarded-For: 192.0.2.7', 'X-Forwarded-Proto: https']],
      ] as const) {
        const plain = await said(headers, from);
        for (const header of ['Connection', 'Keep-Alive', 'TE', 'Trailer', 'Proxy-Connection']) {
          for (const value of TAKEN_AWAY) {
            const lines = value.map((text) => `${header}: ${text}`);

            expect(await said([...headers, ...lines], from), `${lines}`).toEqual(plain);
          }
        }
      }
    },
  );

  it('what stays open, whatever else is said of the connection', async () => {
    await using stage = await staged(webServer, () => HTTP);
    const answered = async (connection: string, version: '1.0' | '1.1') => {
      const headers = ['Host: localhost', `Connection: ${connection}, X-Forwarded-For`];
      const request = { target: '/app/', version, headers };
      return headerOf(await askHttp(stage.server.address, request), 'connection')?.toLowerCase();
    };

    expect(await answered('close', '1.1')).toBe('close');
    expect(await answered('X-Own', '1.1')).not.toBe('close');
    expect(await answered('X-Own', '1.0')).not.toBe('keep-alive');
    if (webServer.name === 'apache') expect(await answered('keep-alive', '1.0')).toBe('keep-alive');
  });

  it('nothing that concerns one connection', async () => {
    await using stage = await staged(webServer, () => HTTP);

    const params = await ask(stage, [
      'Connection: Upgrade, X-Own',
      'Upgrade: websocket',
      'TE: trailers',
      'Keep-Alive: timeout=5',
    ]);

    const names = params.map(([name]) => name);
    for (const name of ['HTTP_UPGRADE', 'HTTP_TE', 'HTTP_KEEP_ALIVE', 'HTTP_TRANSFER_ENCODING']) {
      expect(names).not.toContain(name);
    }
    expect(new Map(params).get('HTTP_CONNECTION')?.toLowerCase()).toBe('close');
  });

  if (!isLighttpd)
    it('the user whose password it knows, as X-Remote-User', async () => {
      await using stage = await staged(webServer, async (workspace) => ({
        ...HTTP,
        auth: {
          basic: {
            realm: 'r',
            file: await workspace.write('users', PROVER.line),
            anonymous_methods: ['GET'],
          },
        },
        pass_authorization: false,
      }));
      const request = (method: string, headers: readonly string[]) =>
        askHttp(stage.server.address, {
          ...{ method, target: '/app/a' },
          headers: ['Host: shop.example', 'Content-Length: 0', 'X-Remote-User: admin', ...headers],
        });

      const known = await request('POST', [PROVER.credentials]);
      const unknown = await request('GET', [PROVER.wrong]);

      const variables = new Map(readEcho(known.body).params);
      expect(variables.get('REMOTE_USER')).toBe(PROVER.name);
      expect(variables.has('HTTP_AUTHORIZATION')).toBe(false);
      expect(new Map(readEcho(unknown.body).params).has('REMOTE_USER')).toBe(false);
      expect((await request('POST', [PROVER.wrong])).status).toBe(401);
    });

  it('a request at most once, with several sockets', async () => {
    let count = 0;
    const echo = echoHandler();
    const ports = [await freePort(), await freePort(), await freePort()];
    await using stage = await staged(
      webServer,
      () => ({
        ...HTTP,
        socket: ports.map((port) => `127.0.0.1:${port}`),
        limits: { read_timeout: '1s' },
      }),
      {
        handler: (request) => {
          count += 1;
          return echo(request);
        },
      },
    );

    for (const method of ['GET', 'POST']) {
      for (const behaviour of ['die', 'status:503', 'slow:3000']) {
        count = 0;
        await askHttp(stage.server.address, {
          ...{ method, target: `/app/?dg=${behaviour}` },
          headers: ['Host: localhost', 'Connection: close'],
          ...(method === 'POST' ? { body: Buffer.from('x') } : {}),
        }).catch((error) => {
          if (!(error instanceof NoResponse)) throw error;
        });

        expect(count, `${method} ${behaviour}`).toBe(1);
      }
    }
  });

  it('bodies whole, up to the limit, and answers as they come', async () => {
    await using stage = await staged(webServer, () => ({
      ...HTTP,
      ...{ limits: { body: '1m' }, buffering: false },
    }));
    const post = (size: number, chunkSizes?: readonly number[]) =>
      askHttp(stage.server.address, {
        ...{ method: 'POST', target: '/app/', body: Buffer.alloc(size, 'x') },
        ...(chunkSizes === undefined ? {} : { chunkSizes }),
      });

    const taken = readEcho((await post(1024 ** 2)).body);
    const chunked = readEcho((await post(100_000, [7, 1000])).body);
    const streamed = await pieceByPiece(webServer, () => ({ ...HTTP, buffering: false }));
    const cut = await askHttp(stage.server.address, '/app/?dg=die-midbody&dg=size:200000');
    await using hasty = await staged(webServer, () => ({
      ...HTTP,
      limits: { read_timeout: '1s' },
    }));
    const late = await askHttp(hasty.server.address, '/app/?dg=slow:60000');

    expect([taken.stdinLength, chunked.stdinLength]).toEqual([1024 ** 2, 100_000]);
    expect(new Map(chunked.params).get('CONTENT_LENGTH')).toBe('100000');
    expect(new Map(chunked.params).has('HTTP_TRANSFER_ENCODING')).toBe(false);
    expect((await post(1024 ** 2 + 1)).status).toBe(413);
    expect(streamed).toBe('piece 1\npiece 2\npiece 3\n');
    expect(cut.status >= 500 || !cut.complete).toBe(true);
    // limit apache-time-out-over-http: not 504.
    expect(late.status).toBe(webServer.name === 'apache' ? 502 : 504);
  });

  it('through a socket of any name', async () => {
    await using stage = await staged(webServer, (workspace) => ({
      ...HTTP,
      socket: { path: workspace.path(`a $b:c "d" 'é {e};%.sock`) },
    }));

    expect(Object.fromEntries(await ask(stage, []))).toMatchObject({ PATH_INFO: '/a' });
  });

  it('the URL, as it was sent', async () => {
    await using stage = await staged(webServer, () => HTTP);
    const told = async (target: string) => {
      const variables = new Map(readEcho((await stage.client.ask(target)).body).params);
      return ['REQUEST_URI', 'SCRIPT_NAME', 'PATH_INFO'].map((name) => variables.get(name));
    };

    expect(await told('/app//a%2Fb/../%25?x=%2F')).toEqual([
      '/app//a%2Fb/../%25?x=%2F',
      '/app',
      '/a/%',
    ]);
    // limit lighttpd-url-over-http: encoded anew.
    expect(await told('/app/%7Ea%2fb')).toEqual([
      isLighttpd ? '/app/~a%2Fb' : '/app/%7Ea%2fb',
      '/app',
      '/~a/b',
    ]);
    // limit apache-mount-over-http: told as the mount is.
    expect(await told('//app/a%2Fb')).toEqual([
      webServer.name === 'apache' ? '/app/a/b' : '//app/a%2Fb',
      '/app',
      '/a/b',
    ]);
  });

  it('the Location of an application, as it is', async () => {
    await using stage = await staged(webServer, async () => ({
      ...HTTP,
      socket: `127.0.0.1:${await freePort()}`,
    }));
    const [socket] = stage.deployment.applications[0].sockets;
    if (socket.value.kind !== 'tcp') throw new TypeError('a tcp socket');
    const location = `http://127.0.0.1:${socket.value.port.value}/app/b`;

    const query = new URLSearchParams([
      ['dg', 'status:302'],
      ['dg', `header:Location:${location}`],
    ]);
    const response = await askHttp(stage.server.address, `/app/?${query}`);

    expect(response.headers).toContainEqual(['Location', location]);
  });
});
