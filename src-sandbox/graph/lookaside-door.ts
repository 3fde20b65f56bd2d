import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { authorise } from './authorise.ts';
import type { GraphDeps } from './graph-deps.ts';

const paramsSchema = z.object({ key: z.string() });

/**
 * The host that serves the bytes of media, with Meta's own strictness (facts §5.4): 401 without a working token, 403
 * for one that may not read messages or for a program that does not say who it is, 404 once the address is 5 minutes old
 * or the file is gone.
 */
export function openLookasideDoor(app: FastifyInstance, deps: GraphDeps): void {
  app.get('/lookaside/whatsapp_business/attachments/:key', async (request, reply) => {
    const caller = authorise(deps, request.headers.authorization, undefined);
    if (caller.kind === 'refused') return empty(reply, 401);
    if (isUnnamed(request.headers['user-agent'])) return empty(reply, 403);
    const canRead = caller.token.grants.whatsapp_business_messaging?.includes(deps.account.wabaId) ?? false;
    if (!canRead) return empty(reply, 403);
    const { key } = paramsSchema.parse(request.params);
    const media = deps.media.atAddress(key);
    if (media === undefined) return empty(reply, 404);
    return reply.code(200).type(media.mimeType).send(Buffer.from(media.bytes));
  });
}

/** What libraries call themselves when nobody tells them a name. */
function isUnnamed(agent = ''): boolean {
  return agent === '' || /^(node|undici|axios|python|Go-http-client|okhttp|Java)\b/i.test(agent);
}

async function empty(reply: FastifyReply, httpStatus: 401 | 403 | 404): Promise<FastifyReply> {
  return reply.code(httpStatus).send();
}
