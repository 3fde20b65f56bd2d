import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { GraphStage, type Reply } from '../testing/graph-stage.ts';
import { errorIn, wamidIn } from '../testing/read.ts';
import { ADA } from '../testing/stage.ts';
import { errorCodeSchema } from '../world/error-codes.ts';

/** A value that fits, and now and then anything at all. */
const mostly = (fitting: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ arbitrary: fitting, weight: 24 }, { arbitrary: fc.jsonValue({ maxDepth: 2 }), weight: 1 });

const words = (longest: number) => mostly(fc.string({ minLength: 1, maxLength: longest }));
const source = fc.oneof(
  fc.record({ link: mostly(fc.constant('https://shop.example/a.png')) }),
  fc.record({ id: mostly(fc.constantFrom('770', '1')) }),
);

const bodiesAbout = (wamid: string): Readonly<Record<string, fc.Arbitrary<unknown>>> => ({
  text: fc.record({ body: words(5000), preview_url: mostly(fc.boolean()) }, { requiredKeys: ['body'] }),
  image: source,
  audio: source,
  document: source,
  location: fc.record({ latitude: mostly(fc.double({ min: -100, max: 100 })), longitude: mostly(fc.integer()) }),
  contacts: fc.array(fc.record({ name: mostly(fc.record({ formatted_name: words(9) })) }), { maxLength: 3 }),
  reaction: fc.record({ message_id: mostly(fc.constant(wamid)), emoji: mostly(fc.constantFrom('👍', '', 'x')) }),
  interactive: fc.record({
    type: mostly(fc.constantFrom('button', 'list', 'product', 'request_contact_info')),
    body: fc.record({ text: words(20) }),
    action: mostly(
      fc.record({
        buttons: fc.array(
          fc.record({ type: fc.constant('reply'), reply: fc.record({ id: words(3), title: words(25) }) }),
        ),
      }),
    ),
  }),
  template: fc.record(
    {
      name: mostly(fc.constantFrom('may_we_call', 'order_ready', 'flash_offer')),
      language: mostly(fc.record({ code: fc.constantFrom('en_GB', 'de') })),
      components: mostly(
        fc.constant([
          {
            type: 'body',
            parameters: [
              { type: 'text', text: 'a' },
              { type: 'text', text: 'b' },
            ],
          },
        ]),
      ),
    },
    { requiredKeys: ['name', 'language'] },
  ),
});

const sendAbout = (wamid: string): fc.Arbitrary<unknown> => {
  const bodies = bodiesAbout(wamid);
  return fc.constantFrom(...Object.keys(bodies)).chain((type) =>
    fc.record(
      {
        messaging_product: mostly(fc.constant('whatsapp')),
        to: mostly(fc.constantFrom(...Array<string>(6).fill(`+${ADA}`), '+442079460100', '+447700900999')),
        type: mostly(fc.constant(type)),
        [type]: mostly(bodies[type] ?? fc.constant({})),
        context: mostly(fc.constant({ message_id: wamid })),
        biz_opaque_callback_data: words(600),
      },
      { requiredKeys: ['messaging_product', 'to', 'type', type] },
    ),
  );
};

function isSeen({ graph, accepted }: GraphStage, { body }: Reply): boolean {
  const wamid = wamidIn(body);
  return graph.world.sends.find(wamid) !== undefined && accepted.at(-1)?.wamid === wamid;
}

test('whatever is sent is either refused with a known code and leaves nothing, or is accepted and seen', async () => {
  await using stage = await GraphStage.open({ messagesPerSecond: 1_000_000 });
  const wamid = stage.customerWrites();
  const outcomes = { accepted: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(sendAbout(wamid), async (body) => {
      stage.time.advance(60_000);
      const sentBefore = stage.traces().sends;
      const reply = await stage.send(body);
      const outcome = reply.status === 200 ? 'accepted' : 'refused';
      outcomes[outcome] += 1;
      const isSound =
        outcome === 'accepted' ? isSeen(stage, reply) : errorCodeSchema.safeParse(errorIn(reply.body).code).success;
      const sent = sentBefore + (outcome === 'accepted' ? 1 : 0);
      expect({ isSound, ...stage.traces() }).toEqual({ isSound: true, sends: sent, told: sent });
    }),
    { numRuns: 400, seed: 20261122 },
  );
  expect(outcomes.accepted).toBeGreaterThan(100);
  expect(outcomes.refused).toBeGreaterThan(100);
});
