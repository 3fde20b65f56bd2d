import { z } from 'zod';
import { syncTypes, type SyncGrant } from '../world/onboarding.ts';
import { answered, refused } from './graph-answer.ts';
import type { Endpoint } from './graph-call.ts';
import { numberRefusal } from './number-refusal.ts';
import { readBody } from './parameters.ts';
import { refusalOf } from './schema-refusal.ts';

const orderSchema = z.object({ messaging_product: z.literal('whatsapp'), sync_type: z.enum(syncTypes) });

const refusals: Readonly<Record<Exclude<SyncGrant, 'granted'>, number>> = { used: 2593107, late: 2593108 };

/**
 * `POST /{PHONE_ID}/smb_app_data`: asks the phone for its address book or its history; each once, both within 24 hours
 * of onboarding (facts §4.4). The answer says nothing about the owner's consent.
 */
export const requestAppData: Endpoint = {
  permission: 'whatsapp_business_messaging',
  answer(deps, { body }) {
    const parameters = readBody(body);
    if (parameters.kind === 'refused') return refused(parameters.refusal);
    const parsed = orderSchema.safeParse(parameters.values);
    if (!parsed.success) return refused(refusalOf(parsed.error, parameters.values));
    const cutOff = numberRefusal(deps);
    if (cutOff !== undefined) return refused(cutOff);
    const { sync_type: type } = parsed.data;
    const grant = deps.onboarding.takeSync(type);
    if (grant !== 'granted') return refused({ code: refusals[grant] });
    const requestId = deps.ids.trace();
    deps.onSync(type, requestId);
    return answered({ messaging_product: 'whatsapp', request_id: requestId });
  },
};
