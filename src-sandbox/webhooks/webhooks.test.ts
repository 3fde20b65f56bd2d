import { expect, test } from 'vitest';
import { changeOf } from '../testing/read.ts';
import { ADA, NOON_MS, setStage } from '../testing/stage.ts';
import { ManualTime } from '../testing/manual-time.ts';

const metadata = { display_phone_number: '442079460100', phone_number_id: '522333444555602' };

test("a customer's text comes as documented, with both of their ids and seconds as a string", async () => {
  await using stage = await setStage({}, { time: new ManualTime(NOON_MS + 999) });
  const wamid = await stage.sandbox.control.customerWrites({ from: ADA, name: 'Ada Finch', text: 'hi' });
  const [post] = await stage.receiver.received(1);
  const userId = (await stage.sandbox.control.state()).customers[0]?.userId;
  expect(userId).toMatch(/^GB\.\d+$/);
  expect(post?.json).toEqual({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '411222333444501',
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata,
              contacts: [{ profile: { name: 'Ada Finch' }, wa_id: ADA, user_id: userId }],
              messages: [
                {
                  from: ADA,
                  from_user_id: userId,
                  id: wamid,
                  timestamp: '1795176000',
                  type: 'text',
                  text: { body: 'hi' },
                },
              ],
            },
          },
        ],
      },
    ],
  });
});

test("an answer on the owner's phone comes as an echo from the business number", async () => {
  await using stage = await setStage({ displayPhoneNumber: '+44 20 7946 0100' }, { time: new ManualTime(NOON_MS) });
  const wamid = await stage.sandbox.control.ownerAnswers({ to: ADA, text: 'On our way' });
  const [post] = await stage.receiver.received(1);
  const userId = (await stage.sandbox.control.state()).customers[0]?.userId;
  expect(changeOf(post?.json)).toEqual({
    field: 'smb_message_echoes',
    value: {
      messaging_product: 'whatsapp',
      metadata: { ...metadata, display_phone_number: '+44 20 7946 0100' },
      contacts: [{ wa_id: ADA, user_id: userId }],
      message_echoes: [
        {
          from: '442079460100',
          to: ADA,
          to_user_id: userId,
          id: wamid,
          timestamp: '1795176000',
          type: 'text',
          text: { body: 'On our way' },
        },
      ],
    },
  });
});

test('a customer keeps their user id, whatever they call themselves', async () => {
  await using stage = await setStage();
  const { control } = stage.sandbox;
  await control.customerWrites({ from: ADA, name: 'Ada', text: 'one' });
  const before = (await control.state()).customers;
  await control.customerWrites({ from: ADA, name: 'Ada Finch', text: 'two' });
  await control.ownerAnswers({ to: ADA, text: 'three' });
  const after = (await control.state()).customers;
  expect(after.map(({ userId, name }) => [userId, name])).toEqual([[before[0]?.userId, 'Ada Finch']]);
});

test('two sandboxes without a seed never give the same id', async () => {
  await using first = await setStage({ seed: undefined });
  await using second = await setStage({ seed: undefined });
  const one = await first.sandbox.control.customerWrites({ from: ADA, text: 'hi' });
  const other = await second.sandbox.control.customerWrites({ from: ADA, text: 'hi' });
  expect(one).not.toBe(other);
});
