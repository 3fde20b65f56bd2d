import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { z } from 'zod';

const addressSchema = z.object({ port: z.number() });

/**
 * The operator's load balancer: a port in front of several servers. Each new connection goes to the next of them that
 * takes it; where none does it is closed. A server counts as well when it can be connected to. Connections stay where
 * they are until one side ends, or until they {@link fallSilent}.
 */
export class TcpBalancer implements AsyncDisposable {
  readonly port: number;
  readonly #server: Server;
  readonly #open = new Set<Socket>();

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.port = port;
  }

  /** `servers`: the ports behind it, on this machine. */
  static async start(servers: readonly number[]): Promise<TcpBalancer> {
    const server = createServer({ noDelay: true });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const balancer = new TcpBalancer(server, addressSchema.parse(server.address()).port);
    let turn = 0;
    server.on('connection', (client) => {
      turn += 1;
      const order = servers.map((_port, index) => servers[(turn + index) % servers.length] ?? 0);
      void balancer.#join(client, order);
    });
    return balancer;
  }

  /** `http://host:port`. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /**
   * From here on nothing comes through the connections that are open, and neither side is told: as when the network is
   * cut between them. New connections are as good as before.
   */
  fallSilent(): void {
    for (const socket of this.#open) {
      socket.unpipe();
      socket.pause();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#open) socket.destroy();
    await closed;
  }

  async #join(client: Socket, servers: readonly number[]): Promise<void> {
    this.#keep(client);
    const server = await firstReached(servers);
    if (server === undefined || client.destroyed) {
      client.destroy();
      server?.destroy();
      return;
    }
    this.#keep(server);
    client.once('close', () => server.destroy());
    server.once('close', () => client.destroy());
    client.pipe(server);
    server.pipe(client);
  }

  #keep(socket: Socket): void {
    this.#open.add(socket);
    // An error is followed by `close`, which is what counts.
    socket.on('error', () => undefined);
    socket.once('close', () => this.#open.delete(socket));
  }
}

async function firstReached(ports: readonly number[]): Promise<Socket | undefined> {
  for (const port of ports) {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    try {
      await once(socket, 'connect');
      return socket;
    } catch {
      socket.destroy();
    }
  }
  return undefined;
}
