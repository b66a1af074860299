import { get } from 'node:http';
import type { FastcgiHandler } from '../../src/live/fastcgi/handler.ts';
import type { WebServer } from '../../src/live/web-server.ts';
import type { Workspace } from '../../src/live/workspace.ts';
import { staged } from './staged.ts';
import { until } from './until.ts';

/** What a client gets of an application that writes each piece only when the client has got the one before. */
export async function pieceByPiece(
  webServer: WebServer,
  fields: (workspace: Workspace) => object,
): Promise<string> {
  let said = '';
  const handler: FastcgiHandler = async function* () {
    yield { kind: 'stdout', bytes: Buffer.from('Content-Type: text/plain\r\n\r\n') };
    for (const piece of ['piece 1\n', 'piece 2\n', 'piece 3\n']) {
      yield { kind: 'stdout', bytes: Buffer.from(piece) };
      await until(() => said.endsWith(piece));
    }
  };
  await using stage = await staged(webServer, fields, { handler });
  const { host, port } = stage.server.address;
  return await new Promise((resolve, reject) => {
    const asked = get({ host, port, path: '/app/', agent: false }, (response) => {
      response.setEncoding('latin1').on('data', (text: string) => {
        said += text;
      });
      response.on('end', () => resolve(said)).on('error', reject);
    });
    asked.on('error', reject);
  });
}
