import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A connection to a server at `url`, from this address of the loopback. */
export async function open(url: string, localAddress = '127.0.0.1'): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), localAddress });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** All that the server says until it ends the connection. */
export async function heard(socket: Socket): Promise<string> {
  let text = '';
  for await (const chunk of socket.setEncoding('utf8')) text += chunk;
  return text;
}

/** What the server answers to these bytes, all of it, once it has ended the connection. */
export async function exchange(url: string, ...pieces: (string | Buffer)[]): Promise<string> {
  const socket = await open(url);
  for (const piece of pieces) socket.write(piece);
  return heard(socket);
}

/** The status of an answer and the code of its problem. */
export function problemOf(answer: string): [status: number, code: string | undefined] {
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
  return [status, /"code":"(\w+)"/.exec(answer)?.[1]];
}
