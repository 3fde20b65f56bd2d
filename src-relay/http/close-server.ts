import type { FastifyInstance } from 'fastify';

import type { StartTimer } from '../../src-shared/lib/timers.ts';

/** For requests under way to be answered; a webhook's commit takes milliseconds. */
const ANSWER_WITHIN_MS = 8000;

/**
 * Takes no new connection, and resolves when what was asked on the open ones is answered. Whoever has not finished
 * asking after 8 seconds is cut off.
 */
export async function closeServer(server: FastifyInstance, startTimer: StartTimer): Promise<void> {
  const cancel = startTimer(() => server.server.closeAllConnections(), ANSWER_WITHIN_MS);
  try {
    await server.close();
  } finally {
    cancel();
  }
}
