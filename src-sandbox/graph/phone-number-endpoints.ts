import { z } from 'zod';
import { answerFields, selectEach, type NodeShape } from './field-selection.ts';
import { refused, succeeded, type GraphAnswer } from './graph-answer.ts';
import type { Endpoint, GraphCall } from './graph-call.ts';
import type { GraphDeps } from './graph-deps.ts';
import { numberHealth } from './health.ts';
import { answerPage } from './paging.ts';
import { readBody } from './parameters.ts';
import { overrideFrom, overrideSchema } from './webhook-override.ts';
import { refusalOf } from './schema-refusal.ts';

const VERIFIED_NAME = 'The shop';

/** `GET /{PHONE_ID}` (facts §5.7). */
export const readNumber: Endpoint = {
  permission: 'whatsapp_business_management',
  answer: (deps, { query }) => answerFields(numberShape(deps), query.get('fields')),
};

/** `GET /{WABA}/phone_numbers` (facts §4.4). */
export const listNumbers: Endpoint = {
  permission: 'whatsapp_business_management',
  isManagement: true,
  answer(deps, call) {
    const selection = selectEach([numberShape(deps)], call.query.get('fields'));
    return selection.kind === 'refused' ? selection.answer : answerPage(selection.nodes, call);
  },
};

const configurationSchema = z.object({ webhook_configuration: overrideSchema });

/** `POST /{PHONE_ID}`: sets or, with an empty address, clears the number's own callback (facts §1.3). */
export const configureNumber: Endpoint = {
  permission: 'whatsapp_business_management',
  answer: setNumberOverride,
};

async function setNumberOverride(deps: GraphDeps, { body }: GraphCall): Promise<GraphAnswer> {
  const parameters = readBody(body);
  if (parameters.kind === 'refused') return refused(parameters.refusal);
  if ('pin' in parameters.values) {
    return refused({ code: 100, details: 'The PIN of this number is kept in the WhatsApp Business app.' });
  }
  const parsed = configurationSchema.safeParse(parameters.values);
  if (!parsed.success) return refused(refusalOf(parsed.error, parameters.values));
  const { webhook_configuration: order } = parsed.data;
  if (order.override_callback_uri === '') {
    deps.subscriptions.overrideNumber(undefined);
    return succeeded;
  }
  const override = await overrideFrom(deps, order);
  if (override.kind === 'refused') return refused(override.refusal);
  deps.subscriptions.overrideNumber(override.override);
  return succeeded;
}

function numberShape(deps: GraphDeps): NodeShape {
  const { account, connection, onboarding } = deps;
  const { isConnected } = connection;
  return {
    type: 'WhatsAppBusinessPhoneNumber',
    defaults: ['id', 'display_phone_number', 'verified_name', 'quality_rating'],
    fields: {
      id: () => account.phoneNumberId,
      display_phone_number: () => account.displayPhoneNumber,
      verified_name: () => VERIFIED_NAME,
      quality_rating: () => 'GREEN',
      quality_score: () => ({ score: 'GREEN' }),
      name_status: () => 'APPROVED',
      new_name_status: () => 'NONE',
      code_verification_status: () => 'VERIFIED',
      status: () => (isConnected ? 'CONNECTED' : 'DISCONNECTED'),
      throughput: () => ({ level: isConnected ? 'STANDARD' : 'NOT_APPLICABLE' }),
      platform_type: () => (isConnected ? 'CLOUD_API' : 'NOT_APPLICABLE'),
      is_on_biz_app: () => isConnected,
      whatsapp_business_manager_messaging_limit: () => 'TIER_2K',
      is_official_business_account: () => false,
      is_pin_enabled: () => true,
      account_mode: () => 'LIVE',
      certificate: () => 'Cm0KKQjY4vLpw5rDAhIGZW50OndhIghUaGUgc2hvcA',
      last_onboarded_time: () => new Date(onboarding.onboardedAtMs).toISOString().replace('.000Z', '+0000'),
      health_status: () => numberHealth(deps),
      webhook_configuration: () => webhookConfiguration(deps),
    },
  };
}

function webhookConfiguration({ subscriptions }: GraphDeps): Readonly<Record<string, string | undefined>> {
  return {
    phone_number: subscriptions.override('number')?.url,
    whatsapp_business_account: subscriptions.override('account')?.url,
    application: subscriptions.appUrl,
  };
}
