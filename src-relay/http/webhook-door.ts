import type { IncomingMessage } from 'node:http';

import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';

import type { Logger } from '../observability/logger.ts';
import type { Metrics } from '../observability/metrics.ts';
import { isSameSecret } from './same-secret.ts';
import { readBody, TOO_LARGE } from './read-body.ts';
import type { RegisterRoutes } from './server.ts';
import { isSigned } from './signature.ts';

/** Where the provider is told to deliver. */
const WEBHOOK_PATH = '/webhooks/meta';

/** The provider sends up to 3 MB. */
const BODY_LIMIT = 4 * 1024 * 1024;

const handshakeSchema = z.object({
  'hub.mode': z.literal('subscribe'),
  'hub.verify_token': z.string(),
  'hub.challenge': z.string(),
});

export type WebhookDoor = {
  readonly verifyToken: string;
  /** Every secret that is accepted, so that one can be changed without a gap. */
  readonly appSecrets: readonly string[];
  /** Resolves once the body is durable. */
  readonly store: (body: Buffer) => Promise<void>;
  readonly metrics: Pick<Metrics, 'webhookReceived'>;
  readonly logger: Logger;
};

/**
 * The provider's door: 200 only once the body is on disk, and then always, whatever it holds. 401 for a wrong
 * signature, 413 above 4 MB, 503 when it could not be stored: the provider comes again.
 */
export function webhookDoor(door: WebhookDoor): RegisterRoutes {
  return (server) => {
    void server.register(async (scope) => {
      takeRawBodies(scope);
      scope.get(WEBHOOK_PATH, (request, reply) => answerHandshake(request.query, reply, door));
      scope.post(WEBHOOK_PATH, async (request, reply) => {
        if (request.body === TOO_LARGE) return end(reply, { door, status: 413, outcome: 'too_large' });
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        if (!isSigned(body, request.headers['x-hub-signature-256'], door.appSecrets)) {
          return end(reply, { door, status: 401, outcome: 'wrong_signature' });
        }
        return storeBody(body, reply, door);
      });
    });
  };
}

function takeRawBodies(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', (_request: unknown, body: IncomingMessage) => readBody(body, BODY_LIMIT));
}

function answerHandshake(query: unknown, reply: FastifyReply, door: WebhookDoor): FastifyReply {
  const asked = handshakeSchema.safeParse(query);
  if (!asked.success || !isSameSecret(asked.data['hub.verify_token'], door.verifyToken)) {
    return end(reply, { door, status: 403, outcome: 'handshake_refused' });
  }
  door.metrics.webhookReceived('handshake');
  return reply.type('text/plain').send(asked.data['hub.challenge']);
}

async function storeBody(body: Buffer, reply: FastifyReply, door: WebhookDoor) {
  try {
    await door.store(body);
  } catch (error) {
    door.logger.error({ err: error }, 'a delivery could not be stored');
    return end(reply, { door, status: 503, outcome: 'not_stored' });
  }
  return end(reply, { door, status: 200, outcome: 'stored' });
}

function end(
  reply: FastifyReply,
  with_: { door: WebhookDoor; status: number; outcome: Parameters<Metrics['webhookReceived']>[0] },
): FastifyReply {
  with_.door.metrics.webhookReceived(with_.outcome);
  return reply.code(with_.status).send();
}
