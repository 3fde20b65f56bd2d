import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { parseJsonBody } from '../json-body.ts';
import type { ControlDeps, Outcome } from './action.ts';
import { controlActions, describeActions, describeFields } from './actions.ts';

const MAX_BODY_BYTES = 32 * 1024 * 1024;

/**
 * `POST /control/*`: the strings of the world, for tests, scripts and the page. `GET /control/` lists them, and
 * `GET /control/account-event` the shapes of webhook fields. It serves this machine's own programs
 * and its own page only: a foreign `Host` or `Origin` is refused, so that no web page reaches it through a browser.
 */
export async function openControlDoor(app: FastifyInstance, deps: ControlDeps): Promise<void> {
  await app.register(
    async (scope) => {
      scope.addHook('onRequest', refuseForeign);
      scope.setErrorHandler(answerError);
      scope.all('/*', async (_request, reply) =>
        reply.code(404).send({ error: 'There is no such action: GET /control/ lists them all.' }),
      );
      scope.get('/', async () => ({ actions: describeActions() }));
      scope.get('/account-event', async () => ({ fields: describeFields() }));
      for (const [name, { run }] of Object.entries(controlActions)) {
        scope.post(`/${name}`, { bodyLimit: MAX_BODY_BYTES }, async (request, reply) => {
          const json = parseJsonBody(request.body ?? Buffer.from('{}'));
          return respond(reply, json.ok ? await run(deps, json.value) : notJson);
        });
      }
    },
    { prefix: '/control' },
  );
}

/** A request that fastify refuses is the caller's fault; anything else is a fault of the sandbox and says so. */
async function answerError(error: unknown, _request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const isCallers = z.object({ statusCode: z.int().max(499) }).safeParse(error).success;
  if (isCallers) await reply.code(400).send({ error: 'The request can not be read.' });
  else await reply.code(500).send({ error: `The sandbox is at fault: ${String(error)}` });
}

const notJson: Outcome = { kind: 'refused', httpStatus: 400, message: 'The body is not valid JSON.' };

async function refuseForeign(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { host = '', origin } = request.headers;
  const isOwnOrigin = origin === undefined || origin === `http://${host}`;
  if (isOwnOrigin && isLocalName(host)) return;
  await reply.code(403).send({ error: 'The control door serves this machine only.' });
}

function isLocalName(host: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/.test(host);
}

async function respond(reply: FastifyReply, outcome: Outcome): Promise<FastifyReply> {
  if (outcome.kind === 'refused') return reply.code(outcome.httpStatus).send({ error: outcome.message });
  return reply.code(200).send(outcome.value);
}
