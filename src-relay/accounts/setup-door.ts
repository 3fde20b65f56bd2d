import { Counter, type Registry } from 'prom-client';

import type { Database } from '../db/database.ts';
import type { RegisterRoutes } from '../http/server.ts';
import { AttemptLimit } from './attempt-limit.ts';
import { setupRequestSchema, setUpWorkspace, type SetupSurroundings } from './set-up-workspace.ts';

export type SetupDoor = {
  readonly database: Database;
  readonly surroundings: SetupSurroundings;
  readonly registry: Registry;
};

/** Wrong codes of one address in a minute. A person who mistypes needs a few. */
const WRONG_CODES = 10;
const WINDOW_MS = 60_000;
const MS_PER_SECOND = 1000;

const SHAPE =
  'Send {"code", "workspaceName", "adminName", "number": {"id", "displayPhone", "name"}}: number.id is the number id ' +
  'at Meta (digits), number.displayPhone begins with + and the country code.';

const REFUSALS = {
  code_refused: { status: 403, message: 'This code can not be used: make a new one with setup-code.' },
  number_taken: { status: 409, message: 'This number belongs to a workspace already. The code can still be used.' },
} as const;

/**
 * `POST /v1/setup`: makes a workspace for whoever has a setup code. 201 with the admin's access token; 400 for another
 * shape, 403 for a code that can't be used, 409 for a number that is taken, 429 after too many wrong codes.
 */
export function setupDoor({ database, surroundings, registry }: SetupDoor): RegisterRoutes {
  const limit = new AttemptLimit({ clock: surroundings.clock, failures: WRONG_CODES, windowMs: WINDOW_MS });
  const attempts = new Counter({
    name: 'setup_attempts_total',
    help: 'Attempts to set a workspace up by what became of them',
    labelNames: ['outcome'],
    registers: [registry],
  });
  return (server) => {
    server.post('/v1/setup', async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const refuse = (status: number, code: string, message: string) => {
        attempts.inc({ outcome: code });
        return reply.code(status).send({ code, message });
      };
      const waitMs = limit.waitOf(request.ip);
      if (waitMs > 0) {
        reply.header('retry-after', Math.ceil(waitMs / MS_PER_SECOND));
        return refuse(429, 'too_many', 'Too many wrong codes: wait a minute.');
      }
      const { data } = setupRequestSchema.safeParse(request.body);
      if (data === undefined) return refuse(400, 'invalid', SHAPE);
      const result = await setUpWorkspace(database, data, surroundings);
      if (result.kind === 'made') {
        attempts.inc({ outcome: 'made' });
        const { workspace, admin, token } = result;
        return reply.code(201).send({ workspace, workspaceName: data.workspaceName, person: admin, token });
      }
      if (result.kind === 'code_refused') limit.failed(request.ip);
      const { status, message } = REFUSALS[result.kind];
      return refuse(status, result.kind, message);
    });
  };
}
