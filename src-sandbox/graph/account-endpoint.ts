import { answerFields, type NodeShape } from './field-selection.ts';
import type { Endpoint } from './graph-call.ts';
import type { GraphDeps } from './graph-deps.ts';
import { accountHealth } from './health.ts';

/** `GET /{WABA}` (facts §5.7). */
export const readAccount: Endpoint = {
  permission: 'whatsapp_business_management',
  isManagement: true,
  answer: (deps, { query }) => answerFields(accountShape(deps), query.get('fields')),
};

function accountShape(deps: GraphDeps): NodeShape {
  return {
    type: 'WhatsAppBusinessAccount',
    defaults: ['id', 'name', 'currency', 'timezone_id', 'message_template_namespace'],
    fields: {
      id: () => deps.account.wabaId,
      name: () => 'The shop',
      currency: () => 'GBP',
      timezone_id: () => '58',
      message_template_namespace: () => 'f1e2d3c4_b5a6_4978_8a9b_0c1d2e3f4a5b',
      account_review_status: () => 'APPROVED',
      business_verification_status: () => 'verified',
      country: () => 'GB',
      ownership_type: () => 'CLIENT_OWNED',
      primary_business_location: () => 'GB',
      health_status: () => accountHealth(deps),
    },
  };
}
