import { bracketed } from '../../core/address.ts';
import type { Application, TcpSocket } from '../../core/model.ts';
import { derive, type Placed } from '../../core/place.ts';
import type { Context } from '../../core/render.ts';
import { type Piece, piece, type Token } from '../../core/token.ts';
import { word } from '../../dialects/apache.ts';

/**
 * What ProxyPass leads to. The name of a worker is its identity: with one that is not the application's own, two sockets would
 * be one, or the time-outs of another application would hold.
 */
export function planBackend(application: Application): Context & Ways {
  const { sockets, protocol } = application;
  const isHttp = protocol.value === 'http';
  const scheme = isHttp ? piece`http` : piece`fcgi`;
  const [{ value: socket }, ...others] = sockets;
  const name = derive(application.name, (text) => `deploygen-${text}`);
  if (others.length > 0) {
    const balancer = piece`balancer://${name}`;
    return {
      isBalanced: true,
      balancer: word`${balancer}`,
      ...planWays(balancer),
      settings: [],
      members: sockets.flatMap(({ value }) =>
        value.kind === 'tcp'
          ? [
              {
                address: word`${scheme}://${addressOf(value)}:${value.port}`,
                settings: [...settingsOf(application), word`status=+I`],
              },
            ]
          : [],
      ),
    };
  }
  return {
    isBalanced: false,
    ...planWays(
      socket.kind === 'unix'
        ? piece`unix:${socket.path}|${scheme}://${name}`
        : isHttp
          ? piece`http://${addressOf(socket)}:${socket.port}`
          : piece`fcgi://${addressOf(socket)}:${socket.port}/${name}/`,
    ),
    settings: settingsOf(application),
  };
}

interface Ways {
  readonly backend: Token;
  readonly handler: Token;
}

/** To the same worker: for what is passed on whatever happens, and for what turns out to be no file. */
function planWays(backend: Piece): Ways {
  return { backend: word`${backend}`, handler: word`proxy:${backend}` };
}

function settingsOf({ limits, buffering, protocol, websocket }: Application): readonly Token[] {
  const { connectTimeoutMilliseconds, readTimeoutMilliseconds } = limits;
  return [
    word`connectiontimeout=${derive(connectTimeoutMilliseconds, (time) => (time % 1000 === 0 ? `${time / 1000}` : `${time}ms`))}`,
    word`timeout=${derive(readTimeoutMilliseconds, (time) => time / 1000)}`,
    word`retry=0`,
    // A kept connection may be closed just when a request goes over it.
    ...(protocol.value === 'http' ? [word`disablereuse=on`] : []),
    ...(buffering.value ? [] : [word`flushpackets=on`]),
    ...(websocket.value ? [word`upgrade=websocket`] : []),
  ];
}

function addressOf({ host }: TcpSocket): Placed<string> {
  return derive(host, bracketed);
}
