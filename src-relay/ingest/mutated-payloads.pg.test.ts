import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';

import { startTestPostgres } from '../db/testing/test-postgres.ts';
import { mutatedPayload } from '../testing/mutated-payload.ts';
import { SYSTEM_WORKSPACE } from './inbox-directory.ts';
import { readDelivery } from './read/read-delivery.ts';
import { InboundWorld } from './testing/inbound-world.ts';
import { ADA, envelope, messagesChange, textMessage } from './testing/payloads.ts';

const CASES = 300;
const SEED = 20_260_823;

const envelopeSchema = z.object({ entry: z.array(z.unknown()) });

/** A message before and one after whatever the body says, in one delivery. */
function between(body: Buffer, place: number): string {
  const text = (which: string) => envelope(messagesChange({ contacts: [ADA], messages: [good(place, which)] }));
  const given = envelopeSchema.safeParse(JSON.parse(body.toString())).data?.entry ?? [];
  const entries = [text('before'), text('after')].map((one) => envelopeSchema.parse(one).entry);
  return JSON.stringify({ ...envelope(), entry: [...(entries[0] ?? []), ...given, ...(entries[1] ?? [])] });
}

function good(place: number, which: string): Record<string, unknown> {
  return textMessage(`wamid.good.${place}.${which}`, `${which} ${place}`);
}

test('D5 whatever stands between two good messages, both are applied and every part is stored', async () => {
  await using postgres = await startTestPostgres();
  await using world = await InboundWorld.start(await postgres.createDatabase());
  const bodies = fc.sample(mutatedPayload, { numRuns: CASES, seed: SEED }).map(between);
  for (const body of bodies) expect(await world.post(body)).toBe(200);
  await world.ingest.settle();
  const texts = (await world.events()).flatMap(({ content }) => content?.text ?? []);
  expect(texts).toEqual(expect.arrayContaining(bodies.flatMap((_, place) => [`before ${place}`, `after ${place}`])));
  const stored = [...(await world.fates()), ...(await world.fates(SYSTEM_WORKSPACE))];
  expect(stored).toHaveLength(bodies.reduce((sum, body) => sum + readDelivery(Buffer.from(body)).length, 0));
  expect(stored.filter((fate) => fate.startsWith('quarantined'))).toEqual([]);
});
