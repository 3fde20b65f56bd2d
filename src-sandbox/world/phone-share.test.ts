import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { textLike } from '../testing/matching.ts';
import { changeOf } from '../testing/read.ts';
import { ADA, callGraph, setStage, type Stage } from '../testing/stage.ts';

const DAY = 86_400;

async function asksFor(stage: Stage, syncType: 'history' | 'smb_app_state_sync'): Promise<number> {
  const body = { messaging_product: 'whatsapp', sync_type: syncType };
  const path = `/v26.0/${stage.sandbox.account.phoneNumberId}/smb_app_data`;
  return (await callGraph(stage.sandbox, body, { path })).status;
}

function changes(stage: Stage) {
  return stage.receiver.posts.map(({ json }) => changeOf(json));
}

const chunkSchema = z.object({
  history: z.tuple([
    z.object({
      metadata: z.object({ phase: z.int(), chunk_order: z.int(), progress: z.int() }),
      threads: z.array(
        z.object({ id: z.string(), messages: z.array(z.looseObject({ id: z.string(), type: z.string() })) }),
      ),
    }),
  ]),
});

describe('the address book', () => {
  test('tells each change as it is made, and everything when it is asked for, once', async () => {
    await using stage = await setStage();
    const { control } = stage.sandbox;
    const { userId } = await control.customer({ customer: ADA });
    await control.ownerSavesContact({ customer: ADA, fullName: 'Ada Finch', firstName: 'Ada' });
    await control.ownerSavesContact({ customer: 'c2', fullName: 'Bo' });
    await control.ownerRemovesContact('c2');
    await expect(control.ownerRemovesContact('c2')).rejects.toThrow(/409.*not in the phone's address book/);
    expect(await asksFor(stage, 'smb_app_state_sync')).toBe(200);
    expect(await asksFor(stage, 'smb_app_state_sync')).toBe(400);
    await control.settle();
    const told = changes(stage);
    expect(told.map(({ field }) => field)).toEqual(Array.from({ length: 4 }, () => 'smb_app_state_sync'));
    const stamp = { timestamp: textLike(/^\d{10}$/) };
    const ada = { full_name: 'Ada Finch', first_name: 'Ada', phone_number: ADA, user_id: userId };
    const syncs = told.map(({ value }) => value['state_sync']);
    expect(syncs).toContainEqual([{ type: 'contact', action: 'add', contact: ada, metadata: stamp }]);
    expect(syncs).toContainEqual([
      { type: 'contact', action: 'remove', contact: { phone_number: '447700900002' }, metadata: stamp },
    ]);
    expect(syncs.at(-1)).toEqual([{ type: 'contact', action: 'add', contact: ada, metadata: stamp }]);
  });
});

describe('past chats', () => {
  test('come in chunks by phase with growing progress, files as placeholders and later', async () => {
    await using stage = await setStage();
    const { control } = stage.sandbox;
    const now = Math.floor(Date.now() / 1000);
    const said = (daysAgo: number) =>
      ({ by: 'customer', text: `${daysAgo}`, atSeconds: now - daysAgo * DAY - 60 }) as const;
    await control.pastChat({ customer: ADA, messages: Array.from({ length: 150 }, () => said(30)) });
    const [, fresh, , old] = await control.pastChat({
      customer: 'c2',
      messages: [
        said(0),
        { by: 'owner', content: { type: 'image' }, atSeconds: now - 2 * DAY, status: 'DELIVERED' },
        said(120),
        { by: 'customer', content: { type: 'audio' }, atSeconds: now - 20 * DAY },
        said(200),
      ],
    });
    expect(await asksFor(stage, 'history')).toBe(200);
    await control.settle();
    const told = changes(stage);
    expect(new Set(told.map(({ field }) => field))).toEqual(new Set(['history']));
    const chunks = told
      .filter(({ value }) => 'history' in value)
      .map(({ value }) => chunkSchema.parse(value).history[0]);
    const inOrder = chunks.toSorted((left, right) => left.metadata.progress - right.metadata.progress);
    expect(inOrder.map(({ metadata }) => metadata)).toEqual([
      { phase: 0, chunk_order: 1, progress: 25 },
      { phase: 1, chunk_order: 1, progress: 50 },
      { phase: 1, chunk_order: 2, progress: 75 },
      { phase: 2, chunk_order: 1, progress: 100 },
    ]);
    const messages = chunks.flatMap(({ threads }) => threads.flatMap((thread) => thread.messages));
    expect(messages).toHaveLength(154);
    expect(messages.find(({ id }) => id === fresh)).toEqual({
      from: '442079460100',
      to: '447700900002',
      id: fresh,
      timestamp: String(now - 2 * DAY),
      type: 'media_placeholder',
      history_context: { status: 'DELIVERED' },
    });
    expect(messages.find(({ id }) => id === old)).toMatchObject({ from: '447700900002', type: 'media_placeholder' });
    const files = told.filter(({ value }) => !('history' in value)).map(({ value }) => value);
    expect(files).toMatchObject([
      { message_echoes: [{ id: fresh, type: 'image', image: { mime_type: 'image/png' } }] },
    ]);
    expect((await control.state()).customers.map(({ windowOpen, messageCount }) => [windowOpen, messageCount])).toEqual(
      [
        [false, 0],
        [false, 0],
      ],
    );
  });

  test('stay on the phone when the owner declines: one error says so', async () => {
    await using stage = await setStage();
    const { control } = stage.sandbox;
    await control.pastChat({ customer: ADA, messages: [{ by: 'customer', text: 'secret', atSeconds: 1_790_000_000 }] });
    await control.ownerSharesHistory(false);
    expect(await asksFor(stage, 'history')).toBe(200);
    await control.settle();
    expect(changes(stage).map(({ value }) => value['history'])).toMatchObject([[{ errors: [{ code: 2593109 }] }]]);
  });
});
