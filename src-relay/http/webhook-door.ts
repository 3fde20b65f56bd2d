import type { IncomingMessage } from 'node:http';

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

import type { Clock } from '../../src-shared/lib/clock.ts';
import { must } from '../../src-shared/lib/must.ts';
import type { Logger } from '../observability/logger.ts';
import type { Metrics } from '../observability/metrics.ts';
import { BodyBudget, type HeldBody } from './body-budget.ts';
import { DOOR_LIMITS, type DoorLimits } from './door-limits.ts';
import type { Newcomers } from './newcomers.ts';
import { isSameSecret } from './same-secret.ts';
import { RecentBodies } from './recent-bodies.ts';
import { NO_ROOM, readBody, TOO_LARGE } from './read-body.ts';
import type { RegisterRoutes } from './server.ts';
import { isSigned } from './signature.ts';

/** Where the provider is told to deliver. */
const WEBHOOK_PATH = '/webhooks/meta';

/** The provider sends up to 3 MB. */
const BODY_LIMIT = 4 * 1024 * 1024;

/** For a provider whose delivery was not taken; it has times of its own, from seconds to hours. */
const RETRY_AFTER_SECONDS = 1;

/** Some 100 bytes each. */
const REMEMBERED_BODIES = 10_000;

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
  /** Hears of connections on which a body came with a good signature. */
  readonly newcomers: Pick<Newcomers, 'proved'>;
  readonly metrics: Pick<Metrics, 'webhookReceived' | 'webhookRepeated' | 'bodyBytesInHand'>;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly limits?: Pick<DoorLimits, 'bodiesBytes' | 'slowBodyMs'>;
};

/**
 * The provider's door: 200 only once the body is on disk, and then always, whatever it holds. 401 for a wrong
 * signature, 413 above 4 MB, 503 when there is no memory for it or it could not be stored: the provider comes again.
 */
export function webhookDoor(door: WebhookDoor): RegisterRoutes {
  return (server) => {
    void server.register(async (scope) => {
      takeRawBodies(scope, door);
      const recent = new RecentBodies(REMEMBERED_BODIES);
      scope.get(WEBHOOK_PATH, (request, reply) => answerHandshake(request.query, reply, door));
      scope.post(WEBHOOK_PATH, async (request, reply) => {
        if (request.body === TOO_LARGE) return end(reply, { door, status: 413, outcome: 'too_large' });
        if (request.body === NO_ROOM) return end(reply, { door, status: 503, outcome: 'no_room' });
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const signature = request.headers['x-hub-signature-256'];
        if (!isSigned(body, signature, door.appSecrets)) {
          return end(reply, { door, status: 401, outcome: 'wrong_signature' });
        }
        door.newcomers.proved(request.raw.socket);
        const onStored = () => {
          if (recent.isRepeated(String(signature))) door.metrics.webhookRepeated();
        };
        return storeBody(body, reply, { ...door, onStored });
      });
    });
  };
}

function takeRawBodies(scope: FastifyInstance, { clock, metrics, limits = DOOR_LIMITS }: WebhookDoor): void {
  const budget = new BodyBudget({ most: limits.bodiesBytes, slowAfterMs: limits.slowBodyMs, clock });
  metrics.bodyBytesInHand(() => budget.used);
  const inHand = new WeakMap<IncomingMessage, HeldBody>();
  scope.addHook('onRequest', async (request, reply) => {
    const held = budget.hold();
    inHand.set(request.raw, held);
    // Comes once, answered or not.
    reply.raw.once('close', () => held[Symbol.dispose]());
  });
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', (request: FastifyRequest, body: IncomingMessage) =>
    readBody(body, BODY_LIMIT, must(inHand.get(request.raw), 'a body in hand')),
  );
}

function answerHandshake(query: unknown, reply: FastifyReply, door: WebhookDoor): FastifyReply {
  const asked = handshakeSchema.safeParse(query);
  if (!asked.success || !isSameSecret(asked.data['hub.verify_token'], door.verifyToken)) {
    return end(reply, { door, status: 403, outcome: 'handshake_refused' });
  }
  door.metrics.webhookReceived('handshake');
  return reply.type('text/plain').send(asked.data['hub.challenge']);
}

async function storeBody(body: Buffer, reply: FastifyReply, door: WebhookDoor & { readonly onStored: () => void }) {
  try {
    await door.store(body);
  } catch (error) {
    door.logger.error({ err: error }, 'a delivery could not be stored');
    return end(reply, { door, status: 503, outcome: 'not_stored' });
  }
  door.onStored();
  return end(reply, { door, status: 200, outcome: 'stored' });
}

function end(
  reply: FastifyReply,
  with_: { door: WebhookDoor; status: number; outcome: Parameters<Metrics['webhookReceived']>[0] },
): FastifyReply {
  with_.door.metrics.webhookReceived(with_.outcome);
  if (with_.status === 503) void reply.header('retry-after', RETRY_AFTER_SECONDS);
  return reply.code(with_.status).send();
}
