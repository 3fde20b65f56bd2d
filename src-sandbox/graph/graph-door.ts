import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Ids } from '../world/ids.ts';
import { graphError, type Refusal } from './graph-error.ts';
import { answerMessages, unknownPath, type MessagesAnswer, type MessagesDeps } from './messages-endpoint.ts';

const MAX_BODY_BYTES = 1024 * 1024;
const GATEWAY_PAGE = '<html><body>Sorry, something went wrong.</body></html>';

const pathSchema = z.object({ version: z.string(), phoneNumberId: z.string() });

/** The Graph API over HTTP. Whatever is unknown gets a Meta-shaped error too. */
export function openGraphDoor(app: FastifyInstance, deps: MessagesDeps): void {
  app.post('/:version/:phoneNumberId/messages', { bodyLimit: MAX_BODY_BYTES }, async (request, reply) => {
    const { version, phoneNumberId } = pathSchema.parse(request.params);
    const { authorization } = request.headers;
    const call = { version, phoneNumberId, authorization, body: request.body };
    return respond(request, reply, answerMessages(deps, call));
  });
  app.setNotFoundHandler(async (request, reply) => {
    const path = new URL(request.url, 'http://sandbox').pathname.slice(1);
    return refuse(reply, unknownPath(path), deps.ids);
  });
  app.setErrorHandler(async (error, _request, reply) => refuse(reply, refusalFor(error), deps.ids));
}

/** For requests that fastify can't route at all, such as a malformed path. */
export function refuseUnroutable(reply: FastifyReply, ids: Ids): FastifyReply {
  return refuse(reply, { code: 100, details: 'The path can not be read.' }, ids);
}

function refuse(reply: FastifyReply, refusal: Refusal, ids: Ids): FastifyReply {
  const { httpStatus, body } = graphError(refusal, ids.trace());
  return reply.code(httpStatus).send(body);
}

/** A request that fastify refuses is the caller's fault; anything else is a fault of the sandbox and says so. */
function refusalFor(error: unknown): Refusal {
  const known = z.object({ statusCode: z.int().max(499) }).safeParse(error);
  if (known.success) return { code: 100, details: 'The request can not be read.' };
  return { code: 131000, details: `The sandbox is at fault: ${String(error)}` };
}

async function respond(request: FastifyRequest, reply: FastifyReply, answer: MessagesAnswer): Promise<FastifyReply> {
  switch (answer.kind) {
    case 'json':
      return reply.code(answer.httpStatus).send(answer.body);
    case 'gateway':
      return reply.code(answer.httpStatus).type('text/html').send(GATEWAY_PAGE);
    case 'none':
      reply.hijack();
      if (answer.line === 'cut') request.raw.socket.destroy();
      return reply;
    default:
      return answer satisfies never;
  }
}
