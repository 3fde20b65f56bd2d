import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { MAX_MEDIA_BYTES } from '../world/media-kinds.ts';
import type { Ids } from '../world/ids.ts';
import { dispatch } from './dispatch.ts';
import type { GraphAnswer } from './graph-answer.ts';
import type { GraphRequest } from './graph-call.ts';
import type { GraphDeps } from './graph-deps.ts';
import { graphError, type Refusal } from './graph-error.ts';
import { openLookasideDoor } from './lookaside-door.ts';
import { usageHeaders } from './usage-headers.ts';

/** The largest file, and what a form puts around it. */
const MAX_BODY_BYTES = MAX_MEDIA_BYTES + 1024 * 1024;
const GATEWAY_PAGE = '<html><body>Sorry, something went wrong.</body></html>';

/** The Graph API over HTTP. Every path that no other door serves is Graph's, and gets an error of Meta's shape at least. */
export function openGraphDoor(app: FastifyInstance, deps: GraphDeps): void {
  openLookasideDoor(app, deps);
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
    respond({ request, reply: reply.headers(usageHeaders(deps)) }, await dispatch(deps, requestOf(request)), deps.ids);
  app.all('/:version(^v\\d.*)/*', { bodyLimit: MAX_BODY_BYTES }, answer);
  app.setNotFoundHandler(answer);
  app.setErrorHandler(async (error, _request, reply) => refuse(reply, refusalFor(error), deps.ids));
}

/** For requests that fastify can't route at all, such as a malformed path. */
export function refuseUnroutable(reply: FastifyReply, ids: Ids): FastifyReply {
  return refuse(reply, { code: 100, details: 'The path can not be read.' }, ids);
}

function requestOf({ method, url, host, headers, body }: FastifyRequest): GraphRequest {
  const { pathname, searchParams, origin } = new URL(url, `http://${host}`);
  return {
    method,
    path: pathname.slice(1),
    url: origin + pathname,
    query: searchParams,
    authorization: headers.authorization,
    contentType: headers['content-type'],
    body,
  };
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

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply };

async function respond({ request, reply }: Exchange, answer: GraphAnswer, ids: Ids): Promise<FastifyReply> {
  switch (answer.kind) {
    case 'json':
      return reply.code(200).send(answer.body);
    case 'refused':
      return refuse(reply, answer.refusal, ids);
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
