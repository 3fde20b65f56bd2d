import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { parseJsonBody } from '../json-body.ts';
import type { ControlDeps, Outcome } from './action.ts';
import { controlActions } from './actions.ts';

const MAX_BODY_BYTES = 32 * 1024 * 1024;

/**
 * `POST /control/*`: the strings of the world, for tests, scripts and the page. It serves this machine's own programs
 * and its own page only: a foreign `Host` or `Origin` is refused, so that no web page reaches it through a browser.
 */
export async function openControlDoor(app: FastifyInstance, deps: ControlDeps): Promise<void> {
  await app.register(
    async (scope) => {
      scope.addHook('onRequest', refuseForeign);
      scope.setErrorHandler(async (_error, _request, reply) =>
        reply.code(400).send({ error: 'The request can not be read.' }),
      );
      for (const [name, act] of Object.entries(controlActions)) {
        scope.post(`/${name}`, { bodyLimit: MAX_BODY_BYTES }, async (request, reply) => {
          const json = parseJsonBody(request.body ?? Buffer.from('{}'));
          return respond(reply, json.ok ? await act(deps, json.value) : notJson);
        });
      }
    },
    { prefix: '/control' },
  );
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
