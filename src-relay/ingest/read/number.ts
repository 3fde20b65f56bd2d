import { z } from 'zod';

import { limit, readFlat } from './account.ts';
import { phone, username, words } from './scalars.ts';

/** The field `phone_number_quality_update` (facts §2.7): how many persons a day, and how fast. */
export const readNumberQualityField = readFlat(
  z.object({
    display_phone_number: phone,
    event: z.string(),
    max_daily_conversations_per_business: limit,
    current_limit: limit,
    old_limit: limit,
  }),
  (value, { account, at }) => ({
    type: 'number.limit',
    account,
    at,
    phone: value.display_phone_number,
    change: value.event.toLowerCase(),
    dailyLimit: value.max_daily_conversations_per_business,
    currentLimit: value.current_limit,
    previousLimit: value.old_limit,
  }),
);

/** The field `phone_number_name_update` (facts §2.7): the decision on a display name. */
export const readNumberNameField = readFlat(
  z.object({
    display_phone_number: phone,
    decision: z.string(),
    requested_verified_name: words,
    rejection_reason: words,
  }),
  (value, { account, at }) => ({
    type: 'number.name',
    account,
    at,
    phone: value.display_phone_number,
    decision: value.decision.toLowerCase(),
    name: value.requested_verified_name,
    reason: value.rejection_reason,
  }),
);

/** The field `security` (facts §2.7): the PIN of the two-step verification. */
export const readSecurityField = readFlat(
  z.object({ display_phone_number: phone, event: z.string(), requester: words }),
  (value, { account, at }) => ({
    type: 'number.security',
    account,
    at,
    phone: value.display_phone_number,
    change: value.event.toLowerCase(),
    requester: value.requester,
  }),
);

/** The field `account_settings_update` (facts §2.7): which settings of a number were changed, not to what. */
export const readSettingsField = readFlat(
  z.object({ type: z.string(), phone_number_settings: z.record(z.string(), z.unknown()).catch({}) }),
  ({ type, phone_number_settings: settings }, { account, at, number }) => ({
    type: 'number.settings',
    account,
    at,
    number,
    kind: type.toLowerCase(),
    settings: Object.keys(settings).filter((name) => name !== 'phone_number_id'),
  }),
);

/** The field `business_username_updates`, once spelled without its last `s` (facts §8). */
export const readUsernameField = readFlat(
  z.object({ display_phone_number: phone, username, status: z.string() }),
  (value, { account, at }) => ({
    type: 'number.username',
    account,
    at,
    phone: value.display_phone_number,
    username: value.username,
    status: value.status.toLowerCase(),
  }),
);
