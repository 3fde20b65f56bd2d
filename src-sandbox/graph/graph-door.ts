import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { graphError } from './graph-error.ts';
import { answerMessages, unknownPath, type MessagesAnswer, type MessagesDeps } from './messages-endpoint.ts';

const MAX_BODY_BYTES = 1024 * 1024;

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
    const { httpStatus, body } = graphError(unknownPath(path), deps.ids.trace());
    return reply.code(httpStatus).send(body);
  });
  app.setErrorHandler(async (_error, _request, reply) => {
    const { httpStatus, body } = graphError({ code: 100, details: 'The request can not be read.' }, deps.ids.trace());
    return reply.code(httpStatus).send(body);
  });
}

async function respond(request: FastifyRequest, reply: FastifyReply, answer: MessagesAnswer): Promise<FastifyReply> {
  switch (answer.kind) {
    case 'json':
      return reply.code(answer.httpStatus).send(answer.body);
    case 'gateway':
      return reply
        .code(answer.httpStatus)
        .type('text/html')
        .send('<html><body>Sorry, something went wrong.</body></html>');
    case 'none':
      reply.hijack();
      if (answer.line === 'cut') request.raw.socket.destroy();
      return reply;
    default:
      return answer satisfies never;
  }
}
