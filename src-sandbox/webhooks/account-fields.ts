import { z } from 'zod';

/**
 * The values of webhook fields about account, number, templates and what else coexistence can meet, as the facts
 * document them (§2.6–§2.11, §3.5), so that nothing malformed passes as Meta's. What the facts leave open stays open.
 */
const word = z.string().min(1);
const digits = z.string().regex(/^\d+$/);
const stamp = z.union([digits, z.int().min(0)]);
const anything = z.record(z.string(), z.unknown());

const templateId = {
  message_template_id: z.union([digits, z.int()]),
  message_template_name: word,
  message_template_language: word,
};

const wabaInfo = z.strictObject({
  waba_id: digits,
  owner_business_id: digits.optional(),
  partner_app_id: digits.optional(),
});

const accountUpdateSchema = z.discriminatedUnion('event', [
  z.strictObject({ event: z.literal('PARTNER_ADDED'), waba_info: wabaInfo }),
  z.strictObject({
    event: z.literal('PARTNER_REMOVED'),
    waba_info: wabaInfo.optional(),
    phone_number: digits.optional(),
    disconnection_info: z.strictObject({ reason: word, initiated_by: z.enum(['USER', 'SYSTEM']) }).optional(),
  }),
  z.strictObject({ event: z.enum(['PARTNER_APP_INSTALLED', 'PARTNER_APP_UNINSTALLED']), waba_info: wabaInfo }),
  z.strictObject({ event: z.enum(['ACCOUNT_OFFBOARDED', 'ACCOUNT_RECONNECTED', 'ACCOUNT_DELETED']) }),
  z.strictObject({
    event: z.literal('ACCOUNT_RESTRICTION'),
    restriction_info: z
      .array(z.strictObject({ restriction_type: word, expiration: stamp.optional(), remediation: word.optional() }))
      .min(1),
  }),
  z.strictObject({
    event: z.literal('ACCOUNT_VIOLATION'),
    violation_info: z.strictObject({ violation_type: word }),
  }),
  z.strictObject({
    event: z.literal('DISABLED_UPDATE'),
    ban_info: z.strictObject({
      waba_ban_state: z.enum(['SCHEDULE_FOR_DISABLE', 'DISABLE', 'REINSTATE']),
      waba_ban_date: word,
    }),
  }),
  z.strictObject({
    event: z.literal('VOLUME_BASED_PRICING_TIER_UPDATE'),
    volume_tier_info: z.strictObject({
      tier_update_time: stamp,
      pricing_category: word,
      tier: z.string().regex(/^\d+:\d*$/, 'min:max'),
      effective_month: word,
      region: word,
    }),
  }),
  z.strictObject({
    event: z.literal('AUTH_INTL_PRICE_ELIGIBILITY_UPDATE'),
    auth_international_rate_eligibility: z.strictObject({
      exception_countries: z.array(z.strictObject({ country_code: word, start_time: stamp })),
      start_time: stamp,
    }),
  }),
  z.strictObject({ event: z.literal('BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE'), country: word }),
  z.strictObject({
    event: z.literal('PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE'),
    partner_client_certification_info: z.strictObject({
      client_business_id: digits,
      status: word,
      rejection_reasons: z.array(word).optional(),
    }),
  }),
  z.looseObject({ event: z.enum(['AD_ACCOUNT_LINKED', 'MM_LITE_TERMS_SIGNED', 'VERIFIED_ACCOUNT']) }),
]);

const templateEvents = [
  'APPROVED',
  'REJECTED',
  'PENDING',
  'IN_APPEAL',
  'PAUSED',
  'REINSTATED',
  'FLAGGED',
  'DISABLED',
  'ARCHIVED',
  'DELETED',
  'PENDING_DELETION',
  'LIMIT_EXCEEDED',
  'LOCKED',
] as const;
const score = z.enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN']);
const tier = z.enum(['TIER_50', 'TIER_250', 'TIER_2K', 'TIER_10K', 'TIER_100K', 'TIER_UNLIMITED', 'TIER_NOT_SET']);
const limit = z.union([z.int().min(-1), tier]);
const category = z.enum(['MARKETING', 'UTILITY', 'AUTHENTICATION']);

const templateFields = {
  message_template_status_update: z.strictObject({
    event: z.enum(templateEvents),
    ...templateId,
    reason: word.nullable(),
    message_template_category: category.optional(),
    disable_info: z.strictObject({ disable_date: word.optional() }).optional(),
    other_info: z
      .strictObject({
        title: z.enum(['FIRST_PAUSE', 'SECOND_PAUSE', 'RATE_LIMITING_PAUSE', 'UNPAUSE', 'DISABLED']),
        description: word.optional(),
      })
      .optional(),
    rejection_info: z.strictObject({ reason: word, recommendation: word.optional() }).optional(),
  }),
  message_template_quality_update: z.strictObject({
    previous_quality_score: score,
    new_quality_score: score,
    ...templateId,
  }),
  message_template_components_update: z.strictObject({
    ...templateId,
    message_template_element: word,
    message_template_title: word.optional(),
    message_template_footer: word.optional(),
    message_template_buttons: z
      .array(
        z.strictObject({
          message_template_button_type: word,
          message_template_button_text: word,
          message_template_button_url: word.optional(),
          message_template_button_phone_number: word.optional(),
        }),
      )
      .optional(),
  }),
  template_category_update: z.union([
    z.strictObject({ ...templateId, previous_category: category, new_category: category }),
    z.strictObject({
      ...templateId,
      correct_category: category,
      new_category: category,
      category_update_timestamp: stamp,
    }),
  ]),
  /** No page documents its value (facts §2.0). */
  template_correct_category_detection: z.looseObject({ ...templateId }),
};

const businessFields = {
  account_update: accountUpdateSchema,
  phone_number_quality_update: z.strictObject({
    display_phone_number: word,
    event: z.enum(['ONBOARDING', 'THROUGHPUT_UPGRADE', 'FLAGGED', 'UNFLAGGED', 'UPGRADE', 'DOWNGRADE']),
    max_daily_conversations_per_business: limit.optional(),
    old_limit: tier.optional(),
    current_limit: tier.optional(),
  }),
  phone_number_name_update: z.strictObject({
    display_phone_number: word,
    decision: z.enum(['APPROVED', 'REJECTED', 'DEFERRED', 'PENDING']),
    requested_verified_name: word,
    rejection_reason: word.nullable().optional(),
  }),
  business_capability_update: z.strictObject({
    max_daily_conversations_per_business: limit,
    max_phone_numbers_per_business: z.int().optional(),
    max_phone_numbers_per_waba: z.int().optional(),
  }),
  account_alerts: z.strictObject({
    entity_type: word,
    entity_id: word,
    alert_info: z.strictObject({
      alert_severity: z.enum(['CRITICAL', 'WARNING', 'INFORMATIONAL']),
      alert_status: word,
      alert_type: word,
      alert_description: word,
    }),
  }),
  account_review_update: z.strictObject({ decision: z.enum(['APPROVED', 'REJECTED', 'PENDING', 'DEFERRED']) }),
  security: z.strictObject({
    display_phone_number: word,
    event: z.enum(['PIN_CHANGED', 'PIN_RESET_REQUEST', 'PIN_REQUEST_SUCCESS', 'PIN_RESET_SUCCESS']),
    requester: word.optional(),
  }),
  account_settings_update: z.strictObject({
    messaging_product: z.literal('whatsapp'),
    timestamp: stamp,
    type: z.literal('phone_number_settings'),
    phone_number_settings: z.looseObject({ phone_number_id: digits }),
  }),
  business_username_updates: z.strictObject({
    display_phone_number: word,
    username: word.optional(),
    status: z.enum(['approved', 'reserved', 'deleted']),
  }),
  flows: z.looseObject({
    event: z.enum([
      'FLOW_STATUS_CHANGE',
      'ENDPOINT_ERROR_RATE',
      'ENDPOINT_LATENCY',
      'ENDPOINT_AVAILABILITY',
      'CLIENT_ERROR_RATE',
      'FLOW_VERSION_EXPIRY_WARNING',
    ]),
    message: word,
    flow_id: digits,
  }),
  /** Stored raw: no page documents their values (facts §2.11). */
  automatic_events: anything,
  payment_configuration_update: anything,
  partner_solutions: anything,
};

const contacts = z.array(z.looseObject({ user_id: word })).optional();
const changedId = z.strictObject({ previous: word, current: word });

function groupUpdate<const Types extends readonly [string, ...string[]]>(types: Types) {
  return z.strictObject({
    groups: z.array(z.looseObject({ timestamp: stamp, type: z.enum(types), group_id: word.optional() })).min(1),
  });
}

const numberFields = {
  user_preferences: z.strictObject({
    contacts,
    user_preferences: z
      .array(
        z.strictObject({
          wa_id: digits.optional(),
          user_id: word,
          detail: word,
          category: z.literal('marketing_messages'),
          value: z.enum(['stop', 'resume']),
          timestamp: z.int().min(0),
        }),
      )
      .min(1),
  }),
  user_id_update: z.strictObject({
    contacts,
    user_id_update: z
      .array(
        z.strictObject({
          wa_id: digits.optional(),
          detail: word,
          user_id: changedId,
          parent_user_id: changedId.optional(),
          timestamp: stamp,
        }),
      )
      .min(1),
  }),
  calls: z.strictObject({
    contacts,
    calls: z
      .array(
        z.looseObject({
          id: z.string().startsWith('wacid.'),
          event: z.enum([
            'connect',
            'terminate',
            'call_created',
            'call_recording_available',
            'call_transcription_available',
          ]),
          timestamp: stamp,
          direction: z.enum(['USER_INITIATED', 'BUSINESS_INITIATED']),
        }),
      )
      .optional(),
    statuses: z
      .array(
        z.looseObject({
          id: z.string().startsWith('wacid.'),
          type: z.literal('call'),
          status: z.enum(['RINGING', 'ACCEPTED', 'REJECTED']),
          timestamp: stamp,
        }),
      )
      .optional(),
    errors: z.array(anything).optional(),
  }),
  group_lifecycle_update: groupUpdate(['group_create', 'group_delete']),
  group_participants_update: groupUpdate([
    'group_participants_add',
    'group_participants_remove',
    'group_join_request_created',
    'group_join_request_revoked',
  ]),
  group_settings_update: groupUpdate(['group_settings_update']),
  group_status_update: groupUpdate(['group_suspend', 'group_suspend_cleared']),
  standby: z.strictObject({
    contacts,
    standby: z.strictObject({
      messages: z.array(anything).optional(),
      message_echoes: z.array(z.looseObject({ id: word, timestamp: stamp, message: anything })).optional(),
      statuses: z.array(anything).optional(),
    }),
  }),
};

const role = z.enum(['ai_agent', 'escalation', 'customer_service', 'business']);
const control = z.strictObject({
  previous_owner_role: role,
  new_owner_role: role,
  metadata: z.string().max(2000).optional(),
  conversation_context: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('summary'), summary: z.strictObject({ text: word }) }),
      z.looseObject({ type: z.literal('history') }),
    ])
    .optional(),
});
const handover = {
  sender: z.strictObject({ phone_number: digits.optional(), user_id: word.optional() }),
  timestamp: stamp,
};

const routedFields = {
  messaging_handovers: z.discriminatedUnion('type', [
    z.strictObject({ ...handover, type: z.literal('control_passed'), control_passed: control }),
    z.strictObject({ ...handover, type: z.literal('control_taken'), control_taken: control }),
  ]),
};

/** By how their envelope looks: with `entry.time`, with `metadata`, or with the number as `recipient` (facts §2.10). */
export const fieldsByFrame = {
  account: { ...templateFields, ...businessFields },
  number: numberFields,
  routed: routedFields,
};
