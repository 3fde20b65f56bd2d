import { describeCode } from '../world/error-codes.ts';
import { toUnixSeconds } from '../time.ts';
import type { BusinessAccount } from '../world/account.ts';
import type { Pricing } from '../world/pricing.ts';
import type { AcceptedSend } from '../world/sends.ts';
import type { ReportedStatus } from '../world/status.ts';
import { contactOf, envelope, type WebhookPayload } from './envelope.ts';

export type StatusReport = {
  readonly send: AcceptedSend;
  readonly status: ReportedStatus;
  readonly atMs: number;
  readonly pricing?: Pricing | undefined;
  /** Only for `failed`. */
  readonly errorCode?: number | undefined;
};

const ERROR_CODES_PAGE = 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/';

/** Shape from facts §2.2 as of v24.0 and later: no `conversation`, since the sandbox plays no free entry point. */
export function statusWebhook(account: BusinessAccount, report: StatusReport): WebhookPayload {
  const { send, status } = report;
  const contacts = status === 'failed' || send.customer === undefined ? {} : { contacts: [contactOf(send.customer)] };
  return envelope(account, 'messages', {
    ...contacts,
    statuses: [
      {
        id: send.wamid,
        status,
        timestamp: toUnixSeconds(report.atMs),
        ...recipientOf(send, status),
        recipient_type: 'individual',
        ...(send.bizOpaqueCallbackData === undefined ? {} : { biz_opaque_callback_data: send.bizOpaqueCallbackData }),
        ...(report.pricing === undefined ? {} : { pricing: report.pricing }),
        ...(report.errorCode === undefined ? {} : { errors: [statusError(report.errorCode)] }),
      },
    ],
  });
}

/** `recipient_user_id` is missing on `failed` when the send was addressed to a phone. */
function recipientOf(send: AcceptedSend, status: ReportedStatus): Readonly<Record<string, string>> {
  const phone = send.waId ?? send.customer?.waId;
  const userId = send.customer?.userId ?? (send.addressedBy === 'user_id' ? send.input : undefined);
  const isUserIdHidden = status === 'failed' && send.addressedBy === 'phone';
  return {
    ...(phone === undefined ? {} : { recipient_id: phone }),
    ...(userId === undefined || isUserIdHidden ? {} : { recipient_user_id: userId }),
  };
}

function statusError(code: number): Readonly<Record<string, unknown>> {
  const { title, details } = describeCode(code);
  return { code, title, message: title, error_data: { details }, href: ERROR_CODES_PAGE };
}
