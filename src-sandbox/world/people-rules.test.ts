import { describe, expect, test } from 'vitest';
import { ManualTime } from '../testing/manual-time.ts';
import { changeOf } from '../testing/read.ts';
import { ADA, callGraph, NOON_MS, setStage, textTo, type Stage } from '../testing/stage.ts';

const MINUTE = 60;
const DAY = 86_400;

async function noonStage(): Promise<Stage> {
  return setStage({}, { time: new ManualTime(NOON_MS) });
}

describe('WhatsApp does not let customers', () => {
  test('edit after 15 minutes, and lets them until then', async () => {
    await using stage = await noonStage();
    const { control } = stage.sandbox;
    const wamid = await control.customerWrites({ from: ADA, text: 'tow' });
    await control.advanceClock(15 * MINUTE);
    await control.customerEdits(wamid, 'two');
    await control.advanceClock(1);
    await expect(control.customerEdits(wamid, 'too')).rejects.toThrow(/409.*older than 15 minutes/);
    expect(await control.conversation(ADA)).toMatchObject([{ text: 'two' }]);
    expect(stage.receiver.posts).toHaveLength(2);
  });

  test('delete for everyone after 2 days, and lets them until then', async () => {
    await using stage = await noonStage();
    const { control } = stage.sandbox;
    const late = await control.customerWrites({ from: ADA, text: 'one' });
    await control.advanceClock(1);
    const inTime = await control.customerWrites({ from: ADA, text: 'two' });
    await control.advanceClock(2 * DAY);
    await expect(control.customerDeletes(late)).rejects.toThrow(/409.*older than 2 days/);
    await control.customerDeletes(inTime);
    expect(await control.conversation(ADA)).toMatchObject([{ isRevoked: false }, { isRevoked: true }]);
  });

  test('react to what is older than 30 days', async () => {
    await using stage = await noonStage();
    const { control } = stage.sandbox;
    const atSeconds = NOON_MS / 1000 - 30 * DAY;
    const wamid = await control.customerWrites({ from: ADA, text: 'old', atSeconds });
    await control.customerReacts(wamid, '🙂');
    await control.advanceClock(1);
    await expect(control.customerReacts(wamid, '🙃')).rejects.toThrow(/409.*older than 30 days/);
    expect(await control.conversation(ADA)).toMatchObject([{ reactions: [{ emoji: '🙂' }] }]);
  });

  test('touch what is not theirs, what is gone, what nobody wrote, and what has no words', async () => {
    await using stage = await noonStage();
    const { control } = stage.sandbox;
    const echo = await control.ownerAnswers({ to: ADA, text: 'from the phone' });
    const sticker = await control.customerWrites({ from: ADA, content: { type: 'sticker' } });
    const gone = await control.customerWrites({ from: ADA, text: 'gone' });
    await control.customerDeletes(gone);
    await control.settle();
    const told = stage.receiver.posts.length;
    await expect(control.customerEdits(echo, 'mine')).rejects.toThrow(/no message of the customer/);
    await expect(control.ownerDeletes(sticker)).rejects.toThrow(/no message of the owner/);
    await expect(control.customerEdits(sticker, 'words')).rejects.toThrow(/only texts and captions/);
    await expect(control.customerReacts(gone, '🙂')).rejects.toThrow(/was deleted/);
    await expect(control.customerDeletes('wamid.nobody')).rejects.toThrow(/Nobody here knows wamid\.nobody/);
    expect(stage.receiver.posts).toHaveLength(told);
  });
});

describe("the owner's phone", () => {
  test('tells edits, deletions and reactions as echoes', async () => {
    await using stage = await noonStage();
    const { control } = stage.sandbox;
    const { userId } = await control.customer({ customer: ADA });
    const wamid = await control.ownerAnswers({ to: ADA, content: { type: 'image', image: { caption: 'Thsi one?' } } });
    const edit = await control.ownerEdits(wamid, 'This one?');
    await control.ownerReacts(wamid, '🙂');
    await control.ownerDeletes(wamid);
    const posts = await stage.receiver.received(4);
    const frame = { from: '442079460100', to: ADA, to_user_id: userId, timestamp: '1795176000' };
    expect(posts.map(({ json }) => changeOf(json).field)).toEqual(
      Array.from({ length: 4 }, () => 'smb_message_echoes'),
    );
    expect(posts.map(({ json }) => changeOf(json).value['message_echoes'])).toMatchObject([
      [{ ...frame, id: wamid, type: 'image', image: { caption: 'Thsi one?', mime_type: 'image/png' } }],
      [
        {
          ...frame,
          id: edit,
          type: 'edit',
          edit: { original_message_id: wamid, message: { type: 'image', image: { caption: 'This one?' } } },
        },
      ],
      [{ ...frame, type: 'reaction', reaction: { message_id: wamid, emoji: '🙂' } }],
      [{ ...frame, type: 'revoke', revoke: { original_message_id: wamid } }],
    ]);
  });

  test('cuts the number off when it rests for 14 days: Meta tells, and a send is refused', async () => {
    await using stage = await noonStage();
    const { control } = stage.sandbox;
    await control.customerWrites({ from: ADA, text: 'hi' });
    await control.advanceClock(13 * DAY);
    await control.ownerUsesPhone();
    await control.advanceClock(14 * DAY - 1);
    expect((await control.state()).number.state).toBe('connected');
    await control.advanceClock(1);
    const posts = await stage.receiver.received(2);
    expect(posts[1]?.json).toEqual({
      object: 'whatsapp_business_account',
      entry: [
        {
          id: '411222333444501',
          time: NOON_MS / 1000 + 27 * DAY,
          changes: [
            {
              field: 'account_update',
              value: {
                event: 'PARTNER_REMOVED',
                phone_number: '442079460100',
                disconnection_info: { reason: 'PRIMARY_INACTIVITY', initiated_by: 'SYSTEM' },
              },
            },
          ],
        },
      ],
    });
    await control.customerWrites({ from: ADA, text: 'anyone?' });
    expect((await callGraph(stage.sandbox, textTo(`+${ADA}`, 'Yes'))).status).toBe(400);
    expect(await control.sends()).toEqual([]);
    await control.settle();
    expect(stage.receiver.posts).toHaveLength(2);
    await control.ownerOnboards();
    await control.customerWrites({ from: ADA, text: 'hello again' });
    await stage.receiver.received(3);
    expect((await callGraph(stage.sandbox, textTo(`+${ADA}`, 'Yes'))).status).toBe(200);
  });

  test('leaves for another phone and comes back; each step only from the one before', async () => {
    await using stage = await noonStage();
    const { control } = stage.sandbox;
    await expect(control.ownerReconnects()).rejects.toThrow(/409.*connected.*re-register/);
    await control.ownerChangesPhone();
    await expect(control.ownerChangesPhone()).rejects.toThrow(/409.*offboarded/);
    await expect(control.ownerOnboards()).rejects.toThrow(/409.*offboarded.*disconnect it first/);
    await control.ownerReconnects();
    await control.ownerDisconnects('CHANGE_NUMBER');
    await expect(control.ownerDisconnects()).rejects.toThrow(/409.*disconnected already/);
    const posts = await stage.receiver.received(3);
    expect(posts.map(({ json }) => changeOf(json).value)).toEqual([
      { event: 'ACCOUNT_OFFBOARDED' },
      { event: 'ACCOUNT_RECONNECTED' },
      {
        event: 'PARTNER_REMOVED',
        phone_number: '442079460100',
        disconnection_info: { reason: 'CHANGE_NUMBER', initiated_by: 'USER' },
      },
    ]);
  });
});
