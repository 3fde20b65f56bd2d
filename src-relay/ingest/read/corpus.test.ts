import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { mutatedPayload } from '../../testing/mutated-payload.ts';
import { payloadCorpus } from '../../testing/payload-corpus.ts';
import { webhookEventSchema } from '../events/webhook-event.ts';
import { FIELDS } from './fields.ts';
import { eventsOf } from './read-delivery.ts';

/** The index of facts §2.0, and the other spelling of §8. */
const DOCUMENTED_FIELDS = [
  'account_alerts',
  'account_review_update',
  'account_settings_update',
  'account_update',
  'automatic_events',
  'business_capability_update',
  'business_username_update',
  'business_username_updates',
  'calls',
  'consumer_profile',
  'flows',
  'group_lifecycle_update',
  'group_participants_update',
  'group_settings_update',
  'group_status_update',
  'history',
  'message_echoes',
  'message_template_components_update',
  'message_template_quality_update',
  'message_template_status_update',
  'messages',
  'messaging_handovers',
  'partner_solutions',
  'payment_configuration_update',
  'phone_number_name_update',
  'phone_number_quality_update',
  'security',
  'smb_app_state_sync',
  'smb_message_echoes',
  'standby',
  'template_category_update',
  'template_correct_category_detection',
  'user_id_update',
  'user_preferences',
];

const corpus = payloadCorpus();

test.for(DOCUMENTED_FIELDS)('the corpus has a payload of %s, and it is understood', (field) => {
  const own = corpus.filter(({ path }) => path.startsWith(`${field}/`));
  const events = own.flatMap(({ body }) => eventsOf(body));
  expect(events.filter(({ type }) => type !== 'unrecognised')).not.toEqual([]);
});

test('every documented field has its reader, and no other', () => {
  expect([...FIELDS.keys()].toSorted()).toEqual(DOCUMENTED_FIELDS);
});

test('every event that there is comes out of the corpus', () => {
  const seen = new Set(corpus.flatMap(({ body }) => eventsOf(body)).map(({ type }) => type));
  const types = webhookEventSchema.options.map(({ shape }) => shape.type.value);
  expect(types.filter((type) => !seen.has(type))).toEqual([]);
});

/** The events that do not fit their schema with their keys in its order; and whether there are none at all. */
function faultsOf(body: Buffer): readonly unknown[] {
  const events: readonly unknown[] = eventsOf(body);
  if (events.length === 0) return ['nothing'];
  return events.filter((event) => JSON.stringify(webhookEventSchema.safeParse(event).data) !== JSON.stringify(event));
}

test('every event of the corpus fits its schema', () => {
  expect(corpus.flatMap(({ body }) => faultsOf(body))).toEqual([]);
});

test('no JSON whatever throws, or says nothing', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (json) => {
      expect(faultsOf(Buffer.from(JSON.stringify(json)))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('no bytes whatever throw, or say nothing', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      expect(faultsOf(Buffer.from(bytes))).toEqual([]);
    }),
  );
});

test('anything may stand in the place of the value of any field', () => {
  const value = fc.dictionary(
    fc.constantFrom(
      'messages',
      'statuses',
      'message_echoes',
      'history',
      'contacts',
      'metadata',
      'standby',
      'calls',
      'groups',
    ),
    fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue())),
  );
  const change = fc.record({ field: fc.constantFrom(...FIELDS.keys()), value });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      const payload = { object: 'whatsapp_business_account', entry: [{ id: '1', changes }] };
      expect(faultsOf(Buffer.from(JSON.stringify(payload)))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('a payload of the corpus with parts dropped, changed or added is still read', () => {
  fc.assert(
    fc.property(mutatedPayload, (body) => {
      expect(faultsOf(body)).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});
