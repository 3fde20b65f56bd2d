import { z } from 'zod';

import type { UnreadReason } from '../events/unrecognised.ts';
import type { WebhookEvent } from '../events/webhook-event.ts';
import { asOne, readOr, unread, type Change } from './change.ts';
import { id, listOf, objectOrNulls, orNull, phone, requiredInteger, seconds, texts, word, words } from './scalars.ts';

const updateSchema = z.object({
  event: z.string(),
  phone_number: phone,
  waba_info: objectOrNulls({ waba_id: id, owner_business_id: id, partner_app_id: id }),
  disconnection_info: objectOrNulls({ reason: word, initiated_by: word }),
  restriction_info: listOf(
    z
      .object({ restriction_type: word, expiration: seconds, remediation: words })
      .transform(({ restriction_type: action, expiration: until, remediation: remedy }) => ({ action, until, remedy })),
  ),
  violation_info: objectOrNulls({ violation_type: word }),
  ban_info: objectOrNulls({ waba_ban_state: texts, waba_ban_date: words }),
  volume_tier_info: objectOrNulls({
    tier_update_time: seconds,
    pricing_category: word,
    tier: words,
    effective_month: words,
    region: words,
  }),
  auth_international_rate_eligibility: objectOrNulls({
    start_time: seconds,
    exception_countries: listOf(
      z
        .object({ country_code: words, start_time: seconds })
        .transform(({ country_code: country, start_time: startsAt }) => ({ country, startsAt })),
    ),
  }),
  country: words,
  partner_client_certification_info: objectOrNulls({
    client_business_id: words,
    status: word,
    rejection_reasons: texts,
  }),
});
type Update = z.infer<typeof updateSchema>;

/** The account and the number that an update is about. `entry.id` can be the owner's portfolio (facts §1.4). */
function whose({ account, at }: Change, { waba_info: info, phone_number }: Update) {
  return { account: info.waba_id ?? account, at, phone: phone_number };
}

function partnership(change: Change, update: Update) {
  const { owner_business_id: owner, partner_app_id: app } = update.waba_info;
  return { ...whose(change, update), owner, app };
}

type ReadUpdate = (change: Change, update: Update) => WebhookEvent;

function notice(change: Change, update: Update): WebhookEvent {
  const { number, field } = change;
  const { account, at } = whose(change, update);
  return { type: 'provider.notice', number, account, at, field, name: update.event.toLowerCase() };
}

/** The events of facts §2.6. */
const UPDATES: ReadonlyMap<string, ReadUpdate> = new Map<string, ReadUpdate>([
  ['PARTNER_ADDED', (change, update) => ({ type: 'account.connected', ...partnership(change, update) })],
  [
    'PARTNER_REMOVED',
    (change, update) => ({
      type: 'account.disconnected',
      ...partnership(change, update),
      reason: update.disconnection_info.reason,
      initiator: update.disconnection_info.initiated_by,
    }),
  ],
  ['PARTNER_APP_INSTALLED', (change, update) => ({ type: 'account.app_installed', ...partnership(change, update) })],
  ['PARTNER_APP_UNINSTALLED', (change, update) => ({ type: 'account.app_removed', ...partnership(change, update) })],
  ['ACCOUNT_OFFBOARDED', (change, update) => ({ type: 'account.paused', ...whose(change, update) })],
  ['ACCOUNT_RECONNECTED', (change, update) => ({ type: 'account.resumed', ...whose(change, update) })],
  ['ACCOUNT_DELETED', (change, update) => ({ type: 'account.deleted', ...whose(change, update) })],
  [
    'ACCOUNT_RESTRICTION',
    (change, update) => ({
      type: 'account.restricted',
      ...whose(change, update),
      restrictions: update.restriction_info,
    }),
  ],
  [
    'ACCOUNT_VIOLATION',
    (change, update) => ({
      type: 'account.violation',
      ...whose(change, update),
      violation: update.violation_info.violation_type,
    }),
  ],
  [
    'DISABLED_UPDATE',
    (change, update) => ({
      type: 'account.ban',
      ...whose(change, update),
      state: update.ban_info.waba_ban_state[0]?.toLowerCase() ?? null,
      date: update.ban_info.waba_ban_date,
    }),
  ],
  ['VOLUME_BASED_PRICING_TIER_UPDATE', readPriceTier],
  ['AUTH_INTL_PRICE_ELIGIBILITY_UPDATE', readAuthPrice],
  [
    'BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE',
    (change, update) => {
      const { account, at } = whose(change, update);
      return { type: 'account.country', account, at, country: update.country };
    },
  ],
  ['PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE', readCertification],
  ['AD_ACCOUNT_LINKED', notice],
  ['MM_LITE_TERMS_SIGNED', notice],
  ['VERIFIED_ACCOUNT', notice],
]);

function readPriceTier(change: Change, update: Update): WebhookEvent {
  const { account, at } = whose(change, update);
  const { tier_update_time: updatedAt, pricing_category: category, tier, ...info } = update.volume_tier_info;
  const { effective_month: month, region } = info;
  return { type: 'account.price_tier', account, at, updatedAt, category, tier, month, region };
}

function readAuthPrice(change: Change, update: Update): WebhookEvent {
  const { account, at } = whose(change, update);
  const { start_time: startsAt, exception_countries: exceptions } = update.auth_international_rate_eligibility;
  return { type: 'account.auth_price', account, at, startsAt, exceptions };
}

function readCertification(change: Change, update: Update): WebhookEvent {
  const { account, at } = whose(change, update);
  const { client_business_id: business, status, rejection_reasons: reasons } = update.partner_client_certification_info;
  return { type: 'account.certification', account, at, business, status, reasons };
}

/** The field `account_update` (facts §2.6). */
export const readAccountUpdateField = asOne((change) => {
  const update = readOr(updateSchema, change.value);
  if (update === undefined) return [unread(change, { reason: 'unexpected_shape' })];
  const read = UPDATES.get(update.event.toUpperCase());
  return [read?.(change, update) ?? unread(change, { reason: 'unknown_event', name: update.event })];
});

/** A field whose value is one flat object. */
export function readFlat<Schema extends z.ZodType>(
  schema: Schema,
  read: (value: z.output<Schema>, change: Change) => WebhookEvent,
) {
  const reason: UnreadReason = 'unexpected_shape';
  return asOne((change) => {
    const value = readOr(schema, change.value);
    return [value === undefined ? unread(change, { reason }) : read(value, change)];
  });
}

/** The field `account_review_update` (facts §2.7). */
export const readAccountReviewField = readFlat(z.object({ decision: z.string() }), ({ decision }, { account, at }) => ({
  type: 'account.review',
  account,
  at,
  decision: decision.toLowerCase(),
}));

const alertInfo = { alert_severity: word, alert_status: word, alert_type: word, alert_description: words };

/** The field `account_alerts` (facts §2.7): nested since some time, flat before (facts §8). */
export const readAccountAlertsField = readFlat(
  z
    .object({ entity_type: word, entity_id: id, ...alertInfo, alert_info: objectOrNulls(alertInfo) })
    .refine(({ alert_type: flat, alert_info: nested }) => (flat ?? nested.alert_type) !== null),
  ({ alert_info: nested, ...flat }, { account, at }) => ({
    type: 'account.alert',
    account,
    at,
    entity: flat.entity_type,
    entityId: flat.entity_id,
    alert: nested.alert_type ?? flat.alert_type,
    severity: nested.alert_severity ?? flat.alert_severity,
    status: nested.alert_status ?? flat.alert_status,
    description: nested.alert_description ?? flat.alert_description,
  }),
);

const TIERS: ReadonlyMap<string, number | string | null> = new Map<string, number | string | null>([
  ['tier_50', 50],
  ['tier_250', 250],
  ['tier_1k', 1000],
  ['tier_2k', 2000],
  ['tier_10k', 10_000],
  ['tier_100k', 100_000],
  ['tier_unlimited', 'unlimited'],
  ['tier_not_set', null],
]);
const UNLIMITED = -1;

/** A limit as a number, `-1` or a word (facts §2.7). */
export const limit = orNull(z.union([requiredInteger, z.string()])).transform((value) => {
  if (typeof value === 'number') return value <= UNLIMITED ? 'unlimited' : value;
  if (value === null) return null;
  const name = value.toLowerCase();
  return TIERS.has(name) ? (TIERS.get(name) ?? null) : name;
});

const capabilities = {
  max_daily_conversations_per_business: limit,
  max_daily_conversation_per_phone: limit,
  max_phone_numbers_per_business: limit,
  max_phone_numbers_per_waba: limit,
};

/** The field `business_capability_update` (facts §2.7). */
export const readCapabilityField = readFlat(
  z
    .looseObject({})
    .refine((value) => Object.keys(capabilities).some((key) => Object.hasOwn(value, key)))
    .pipe(z.object(capabilities)),
  (value, { account, at }) => ({
    type: 'account.limits',
    account,
    at,
    dailyLimit: value.max_daily_conversations_per_business ?? value.max_daily_conversation_per_phone,
    numberLimit: value.max_phone_numbers_per_business ?? value.max_phone_numbers_per_waba,
  }),
);
