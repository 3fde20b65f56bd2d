import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import { RelayStartError } from './relay-start-error.ts';

const faultSchema = z.object({ code: z.string() });

/** Listens and gives the address. Throws a {@link RelayStartError} with the remedy where it may not. */
export async function listen(
  server: FastifyInstance,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<string> {
  try {
    return await server.listen({ host, port });
  } catch (error) {
    throw new RelayStartError(describeFault(error, { host, port }), { cause: error });
  }
}

function describeFault(error: unknown, { host, port }: { host: string; port: number }): string {
  const code = faultSchema.safeParse(error).data?.code ?? 'unknown fault';
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is taken: stop the program that uses it, or set ECHODESK_PORT to another one (0 takes any free port).`;
    case 'EACCES':
      return `Port ${port} needs more rights than this account has: set ECHODESK_PORT to one above 1023.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is not an address of this machine: set ECHODESK_HOST to one that is.`;
    default:
      return `The relay could not listen on ${host}:${port} (${code}).`;
  }
}
