import { must } from '../../src-shared/lib/must.ts';
import { payloadOf } from '../../src-sandbox/webhooks/envelope.ts';
import { metaJson } from '../../src-sandbox/webhooks/escape.ts';
import { inboundMessage } from '../../src-sandbox/webhooks/message-update.ts';
import { bsuidSchema, waIdSchema, wamidSchema } from '../../src-sandbox/world/ids.ts';
import type { TestWorld } from '../support/test-world.ts';

/** Makes bodies of webhooks as Meta would send them when that customer writes to the world's business. */
export async function webhookBodies(world: TestWorld, name: string): Promise<(text: string) => Buffer> {
  const { customers } = await world.meta.control.state();
  const waId = waIdSchema.parse(world.customer(name).number);
  const known = must(
    customers.find((customer) => customer.waId === waId),
    name,
  );
  const customer = { waId, userId: bsuidSchema.parse(known.userId), name };
  let made = 0;
  return (text) => {
    made += 1;
    const wamid = wamidSchema.parse(`wamid.${Buffer.from(`bench ${made}`).toString('base64')}`);
    const atMs = Date.now();
    const parties = { account: world.meta.account, customer, isPhoneShown: true };
    return metaJson(payloadOf(inboundMessage(parties, { wamid, atMs, type: 'text', body: { body: text } })));
  };
}
