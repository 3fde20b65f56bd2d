import { afterAll, beforeAll, expect, test } from 'vitest';

import {
  commandIdSchema,
  conversationIdSchema,
  messageNumberSchema,
  personIdSchema,
} from '../../src-shared/domain/ids.ts';
import { epochMs } from '../../src-shared/lib/epoch-ms.ts';
import { must } from '../../src-shared/lib/must.ts';
import { startTestPostgres, type TestPostgres } from '../db/testing/test-postgres.ts';
import type { SendAttemptState } from '../db/tables.ts';
import { applyParkedStatuses } from './apply-status.ts';
import { InboundWorld } from './testing/inbound-world.ts';
import { echo, echoesChange, envelope, statusDelivery, textDelivery } from './testing/payloads.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(async () => {
  await postgres[Symbol.asyncDispose]();
});

const COMMAND = commandIdSchema.parse('01997a3c-5c00-7000-8000-000000000001');
const CONVERSATION = conversationIdSchema.parse(1);
const REPLY = messageNumberSchema.parse(2);
const NOW = epochMs(1_790_000_002_000);
const GIVEN_ALONG = { biz_opaque_callback_data: COMMAND };

/** Ada wrote, an agent replied, and the call to send the reply is made or not, by `state`. */
async function worldWithReply(state: SendAttemptState): Promise<InboundWorld> {
  const world = await InboundWorld.start(await postgres.createDatabase());
  await world.deliver(textDelivery('wamid.1', 'hi'));
  await world.log.change(world.workspace, async (lane) => {
    await lane.append({
      type: 'message.accepted',
      conversation: CONVERSATION,
      at: NOW,
      actor: { kind: 'agent', person: personIdSchema.parse(1) },
      body: { message: REPLY, commandId: COMMAND, sentAt: NOW },
      content: { text: 'hello' },
      dedupeKey: `command/${COMMAND}`,
    });
    await lane.tables
      .insertInto('send_attempt')
      .values({
        workspace_id: lane.workspaceId,
        command_id: COMMAND,
        attempt: 1,
        conversation: CONVERSATION,
        message: REPLY,
        state,
        tries: 1,
        due_at: NOW,
        updated_at: NOW,
      })
      .execute();
  });
  return world;
}

async function answerArrives(world: InboundWorld, providerId: string): Promise<void> {
  await world.log.change(world.workspace, async (lane) => {
    await lane.tables
      .insertInto('provider_message')
      .values({
        workspace_id: lane.workspaceId,
        provider_id: providerId,
        conversation: CONVERSATION,
        message: REPLY,
        command_id: COMMAND,
        attempt: 1,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await applyParkedStatuses(lane, providerId);
  });
}

async function reply(world: InboundWorld) {
  const message = await world.log.change(world.workspace, (lane) => lane.findMessage(CONVERSATION, REPLY));
  return must(message, 'reply');
}

test('statuses move the reply on, each counted once, whatever their order', async () => {
  await using world = await worldWithReply('sent');
  await answerArrives(world, 'wamid.out');
  await world.deliver(
    statusDelivery('wamid.out', 'read'),
    statusDelivery('wamid.out', 'delivered'),
    statusDelivery('wamid.out', 'read'),
    statusDelivery('wamid.out', 'sent'),
  );
  expect(await reply(world)).toMatchObject({ status: 'read', attempt: 1 });
  const statuses = (await world.events()).flatMap(({ event }) =>
    event.type === 'message.status' ? [event.body.status] : [],
  );
  expect(statuses).toEqual(['read', 'delivered', 'sent']);
});

test('a status that overtakes the answer of the send call finds its message by the command', async () => {
  await using world = await worldWithReply('calling');
  await world.deliver(statusDelivery('wamid.out', 'sent', GIVEN_ALONG), statusDelivery('wamid.out', 'delivered'));
  expect(await reply(world)).toMatchObject({ status: 'delivered' });
  await answerArrives(world, 'wamid.out');
  expect(await world.fates()).toEqual(['applied', 'applied', 'applied']);
});

test('a call whose answer was lost is settled by the status of its message', async () => {
  await using world = await worldWithReply('unknown');
  await world.deliver(statusDelivery('wamid.out', 'sent', GIVEN_ALONG));
  const attempts = await world.database
    .forWorkspace(world.workspace)
    .reading((tables) => tables.selectFrom('send_attempt').select('state').execute());
  expect(attempts).toEqual([{ state: 'sent' }]);
});

test('a failure says why', async () => {
  await using world = await worldWithReply('sent');
  await answerArrives(world, 'wamid.out');
  await world.deliver(statusDelivery('wamid.out', 'failed', { errors: [{ code: 131_047 }] }));
  expect(await reply(world)).toMatchObject({ status: 'failed', failureCode: 131_047 });
});

test('a status of a message that is not known is parked, and applied once it is', async () => {
  await using world = await worldWithReply('calling');
  await world.deliver(statusDelivery('wamid.out', 'sent'), statusDelivery('wamid.out', 'read'));
  expect(await reply(world)).toMatchObject({ status: 'accepted' });
  expect(await world.fates()).toEqual(['applied', 'applied parked', 'applied parked']);
  await answerArrives(world, 'wamid.out');
  expect(await reply(world)).toMatchObject({ status: 'read' });
});

test('a status of what the phone or the customer wrote is no tick of ours', async () => {
  await using world = await worldWithReply('sent');
  await world.deliver(envelope(echoesChange(echo('wamid.2', 'On our way'))), statusDelivery('wamid.2', 'read'));
  expect(await world.fates()).toEqual(['applied', 'applied', 'unrecognised not_our_message']);
});
