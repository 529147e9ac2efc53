import http from 'node:http';
import net from 'node:net';
import type { Duplex } from 'node:stream';

/** A proxy on loopback that opens tunnels (CONNECT) and passes plain requests on. */
export interface ScriptedProxy {
  /** Such as `http://127.0.0.1:4711`, without credentials. */
  readonly url: string;
  /** Where tunnels were asked to lead, `host:port`, the refused ones too. */
  readonly connects: readonly string[];
  /** The addresses of the plain requests that came. */
  readonly forwards: readonly string[];
  close(): Promise<void>;
}

export interface ScriptedProxyOptions {
  /** `user:password`; who does not show it gets 407. */
  readonly credentials?: string;
  /** Refuses everything with this status. */
  readonly refusal?: number;
  /** Hangs up on everyone without a word. */
  readonly hangsUp?: true;
  /** The host that all tunnels lead to, whatever was asked. */
  readonly leadsTo?: string;
}

/** Starts a proxy on a free port; whoever starts it closes it. */
export async function scriptedProxy(options: ScriptedProxyOptions = {}): Promise<ScriptedProxy> {
  const connects: string[] = [];
  const forwards: string[] = [];
  const tunnels = new Set<Duplex>();

  const server = http.createServer((request, response) => {
    forwards.push(request.url ?? '');
    const refusal = refusalOf(request, options);
    if (refusal === undefined) forward(request, response);
    else response.writeHead(refusal).end();
  });
  server.on('connect', (request: http.IncomingMessage, client: Duplex, head: Buffer) => {
    connects.push(request.url ?? '');
    keep(client, tunnels);
    const refusal = refusalOf(request, options);
    if (options.hangsUp) client.destroy();
    else if (refusal === undefined) keep(tunnel(request.url ?? '', { client, head, ...options }), tunnels);
    else client.end(`HTTP/1.1 ${refusal} Refused\r\nContent-Length: 0\r\n\r\n`);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });

  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    connects,
    forwards,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        for (const socket of tunnels) socket.destroy();
      }),
  };
}

function refusalOf(
  request: http.IncomingMessage,
  { credentials, refusal }: ScriptedProxyOptions,
): number | undefined {
  if (refusal !== undefined) return refusal;
  if (credentials === undefined) return undefined;
  const wanted = `Basic ${Buffer.from(credentials).toString('base64')}`;
  return request.headers['proxy-authorization'] === wanted ? undefined : 407;
}

function forward(request: http.IncomingMessage, response: http.ServerResponse): void {
  const { 'proxy-authorization': _ours, ...headers } = request.headers;
  const onward = http.request(request.url ?? '', { method: request.method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  request.pipe(onward);
}

interface TunnelEnd {
  readonly client: Duplex;
  readonly head: Buffer;
  readonly leadsTo?: string;
}

function tunnel(asked: string, { client, head, leadsTo }: TunnelEnd): Duplex {
  const { port, hostname } = new URL(`http://${asked}`);
  const onward = net.connect(Number(port || 80), leadsTo ?? hostname, () => {
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    onward.write(head);
    onward.pipe(client).pipe(onward);
  });
  onward.on('close', () => client.destroy());
  client.on('close', () => onward.destroy());
  return onward;
}

/** Remembers a socket until it closes; its errors are the other side's business. */
function keep(socket: Duplex, sockets: Set<Duplex>): void {
  sockets.add(socket);
  socket.on('error', () => {});
  socket.on('close', () => sockets.delete(socket));
}

function portOf(server: http.Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
