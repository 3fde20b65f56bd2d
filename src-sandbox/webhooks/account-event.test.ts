import { describe, expect, test } from 'vitest';
import { ManualTime } from '../testing/manual-time.ts';
import { NOON_MS, setStage } from '../testing/stage.ts';
import { accountEventFields } from './account-event.ts';

/** Values as the facts document them (§2.6–§2.11), one per field at least. */
const template = { message_template_id: '12', message_template_name: 'hello', message_template_language: 'en' };
const accountValues: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ['account_update', { event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: 'SCAM' } }],
  ['account_update', { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE', waba_ban_date: 'May 1' } }],
  [
    'account_update',
    { event: 'ACCOUNT_RESTRICTION', restriction_info: [{ restriction_type: 'RESTRICTED_UTILITY_TEMPLATES' }] },
  ],
  [
    'phone_number_quality_update',
    {
      display_phone_number: '442079460100',
      event: 'THROUGHPUT_UPGRADE',
      max_daily_conversations_per_business: 'TIER_2K',
    },
  ],
  [
    'phone_number_name_update',
    {
      display_phone_number: '442079460100',
      decision: 'APPROVED',
      requested_verified_name: 'Shop',
      rejection_reason: null,
    },
  ],
  [
    'message_template_status_update',
    { event: 'PAUSED', ...template, reason: 'NONE', other_info: { title: 'FIRST_PAUSE' } },
  ],
  ['message_template_quality_update', { previous_quality_score: 'GREEN', new_quality_score: 'RED', ...template }],
  ['message_template_components_update', { ...template, message_template_element: 'Hi {{1}}' }],
  ['template_category_update', { ...template, previous_category: 'UTILITY', new_category: 'MARKETING' }],
  [
    'template_category_update',
    { ...template, correct_category: 'MARKETING', new_category: 'UTILITY', category_update_timestamp: 1_795_262_400 },
  ],
  ['template_correct_category_detection', { ...template, category: 'UTILITY' }],
  ['business_capability_update', { max_daily_conversations_per_business: -1, max_phone_numbers_per_business: 20 }],
  [
    'account_alerts',
    {
      entity_type: 'WABA',
      entity_id: '411222333444501',
      alert_info: {
        alert_severity: 'WARNING',
        alert_status: 'ACTIVE',
        alert_type: 'OBA_REJECTED',
        alert_description: 'No badge',
      },
    },
  ],
  ['account_review_update', { decision: 'APPROVED' }],
  ['security', { display_phone_number: '442079460100', event: 'PIN_CHANGED', requester: '1' }],
  [
    'account_settings_update',
    {
      messaging_product: 'whatsapp',
      timestamp: '1795176000',
      type: 'phone_number_settings',
      phone_number_settings: { phone_number_id: '522333444555602' },
    },
  ],
  ['business_username_updates', { display_phone_number: '442079460100', username: 'shop', status: 'reserved' }],
  [
    'flows',
    {
      event: 'FLOW_STATUS_CHANGE',
      message: 'Flow is live',
      flow_id: '5',
      old_status: 'DRAFT',
      new_status: 'PUBLISHED',
    },
  ],
  ['automatic_events', { automatic_events: [] }],
  ['payment_configuration_update', { configuration_name: 'bank' }],
  ['partner_solutions', { event: 'SOLUTION_CREATED', solution_id: '7' }],
];

const numberValues: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  [
    'user_preferences',
    {
      user_preferences: [
        { user_id: 'GB.9', detail: 'stop', category: 'marketing_messages', value: 'stop', timestamp: 1_795_176_000 },
      ],
    },
  ],
  [
    'user_id_update',
    {
      user_id_update: [{ detail: 'changed', user_id: { previous: 'GB.9', current: 'GB.8' }, timestamp: '1795176000' }],
    },
  ],
  ['calls', { calls: [{ id: 'wacid.1', event: 'connect', timestamp: '1795176000', direction: 'USER_INITIATED' }] }],
  [
    'group_lifecycle_update',
    { groups: [{ timestamp: '1795176000', type: 'group_create', group_id: 'g1', subject: 'Us' }] },
  ],
  ['group_participants_update', { groups: [{ timestamp: '1795176000', type: 'group_participants_add' }] }],
  ['group_settings_update', { groups: [{ timestamp: '1795176000', type: 'group_settings_update' }] }],
  ['group_status_update', { groups: [{ timestamp: '1795176000', type: 'group_suspend' }] }],
  [
    'standby',
    {
      standby: {
        message_echoes: [{ id: 'wamid.S', timestamp: '1795176000', message: { type: 'text', text: { body: 'hi' } } }],
      },
    },
  ],
];

const handover = {
  sender: { phone_number: '447700900123', user_id: 'GB.9' },
  type: 'control_passed',
  timestamp: '1795176000',
  control_passed: { previous_owner_role: 'ai_agent', new_owner_role: 'escalation', metadata: 'asked for a person' },
};

async function entryOf(field: string, value: Readonly<Record<string, unknown>>): Promise<unknown> {
  await using stage = await setStage({}, { time: new ManualTime(NOON_MS) });
  await stage.sandbox.control.accountEvent(field, value);
  const [post] = await stage.receiver.received(1);
  return post?.json;
}

function body(entry: Readonly<Record<string, unknown>>, field: string, value: unknown): unknown {
  return { object: 'whatsapp_business_account', entry: [{ ...entry, changes: [{ field, value }] }] };
}

describe('of the account', () => {
  test.each(accountValues)('%s stands as it is under an entry with its time', async (field, value) => {
    expect(await entryOf(field, value)).toEqual(body({ id: '411222333444501', time: 1_795_176_000 }, field, value));
  });

  test('a partner event is about the portfolio, and names the account inside', async () => {
    const value = { event: 'PARTNER_ADDED', waba_info: { waba_id: '411222333444501', owner_business_id: '633' } };
    expect(await entryOf('account_update', value)).toEqual(
      body({ id: '633', time: 1_795_176_000 }, 'account_update', value),
    );
  });
});

test.each(numberValues)('of the number, %s comes with metadata and without a time', async (field, value) => {
  const metadata = { display_phone_number: '442079460100', phone_number_id: '522333444555602' };
  const whole = { messaging_product: 'whatsapp', metadata, ...value };
  expect(await entryOf(field, value)).toEqual(body({ id: '411222333444501' }, field, whole));
});

test('a handover names the number as its recipient and has no metadata', async () => {
  const recipient = { phone_number_id: '522333444555602', display_phone_number: '442079460100' };
  const whole = { messaging_product: 'whatsapp', recipient, ...handover };
  expect(await entryOf('messaging_handovers', handover)).toEqual(
    body({ id: '411222333444501' }, 'messaging_handovers', whole),
  );
});

test('no field is without an example here', () => {
  const shown = new Set([...accountValues, ...numberValues].map(([field]) => field)).add('messaging_handovers');
  expect([...shown].toSorted()).toEqual([...accountEventFields].toSorted());
});

test.each([
  ['an event nobody knows', 'account_update', { event: 'PARTY' }],
  ['a key too many', 'account_review_update', { decision: 'APPROVED', mood: 'good' }],
  ['a missing object', 'account_update', { event: 'ACCOUNT_VIOLATION' }],
  [
    'a score out of the list',
    'message_template_quality_update',
    { previous_quality_score: 'BLUE', new_quality_score: 'RED', ...template },
  ],
  [
    'a call without its prefix',
    'calls',
    { calls: [{ id: '1', event: 'connect', timestamp: '1', direction: 'USER_INITIATED' }] },
  ],
  ['a handover of both kinds', 'messaging_handovers', { ...handover, control_taken: handover.control_passed }],
])("%s does not pass as Meta's", async (_what, field, value) => {
  await using stage = await setStage();
  await expect(stage.sandbox.control.accountEvent(field, value)).rejects.toThrow(/409.*Meta would not send that/s);
  expect(stage.receiver.posts).toEqual([]);
});

test('a field that Meta does not have is refused with those it has', async () => {
  await using stage = await setStage();
  await expect(stage.sandbox.control.accountEvent('weather', {})).rejects.toThrow(/400.*account_update/s);
});
