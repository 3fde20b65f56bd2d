import { toUnixSeconds } from '../time.ts';
import type { Pricing } from '../world/pricing.ts';
import type { AcceptedSend } from '../world/sends.ts';
import type { ReportedStatus } from '../world/status.ts';
import { numberUpdate, type Json, type WebhookUpdate } from './envelope.ts';
import { contactOf, type Parties } from './message-update.ts';
import { linkedError } from './wire-error.ts';

export type StatusReport = {
  readonly send: AcceptedSend;
  readonly status: ReportedStatus;
  readonly atMs: number;
  readonly pricing?: Pricing | undefined;
  /** Only for `failed`. */
  readonly errorCode?: number | undefined;
};

/** Whose status it is; `parties` is absent for a send that reached nobody with WhatsApp. */
export type StatusParties = Pick<Parties, 'account'> & { readonly parties: Parties | undefined };

/** Shape from facts §2.2 as of v24.0 and later: no `conversation`, since the sandbox plays no free entry point. */
export function statusUpdate({ account, parties }: StatusParties, report: StatusReport): WebhookUpdate {
  const { send, status } = report;
  return numberUpdate(account, 'messages', {
    ...contactsOf(parties, status),
    statuses: [
      {
        id: send.wamid,
        status,
        timestamp: toUnixSeconds(report.atMs),
        ...recipientOf(parties, report),
        recipient_type: 'individual',
        ...(send.bizOpaqueCallbackData === undefined ? {} : { biz_opaque_callback_data: send.bizOpaqueCallbackData }),
        ...(report.pricing === undefined ? {} : { pricing: report.pricing }),
        ...(report.errorCode === undefined ? {} : { errors: [linkedError(report.errorCode)] }),
      },
    ],
  });
}

/** Never with `failed`; the username only with `delivered` and what follows it. */
function contactsOf(parties: Parties | undefined, status: ReportedStatus): Json {
  if (parties === undefined || status === 'failed') return {};
  if (status !== 'sent') return { contacts: [contactOf(parties)] };
  return { contacts: [contactOf({ ...parties, customer: { ...parties.customer, username: undefined } })] };
}

/**
 * `recipient_id` is missing when a user id was addressed whose phone may not be shown; `recipient_user_id` on `failed`
 * when a phone was addressed.
 */
function recipientOf(parties: Parties | undefined, { send, status }: StatusReport): Json {
  const phone = send.waId ?? (parties?.isPhoneShown === true ? parties.customer.waId : undefined);
  const isUserIdHidden = status === 'failed' && send.addressedBy === 'phone';
  return {
    ...(phone === undefined ? {} : { recipient_id: phone }),
    ...(isUserIdHidden ? {} : recipientIdsOf(parties, send)),
  };
}

function recipientIdsOf(parties: Parties | undefined, send: AcceptedSend): Json {
  if (parties === undefined) return send.addressedBy === 'user_id' ? { recipient_user_id: send.input } : {};
  const { userId, parentUserId } = parties.customer;
  const parent = parentUserId === undefined ? {} : { recipient_parent_user_id: parentUserId };
  return { recipient_user_id: userId, ...parent };
}
