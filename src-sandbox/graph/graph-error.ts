import { describeCode } from '../world/error-codes.ts';

/** Why Graph refuses a call; what is left out comes from the code's own description. */
export type Refusal = {
  readonly code: number;
  readonly details?: string | undefined;
  readonly message?: string | undefined;
  readonly subcode?: number | undefined;
  readonly type?: 'OAuthException' | 'GraphMethodException' | undefined;
};

export type GraphAnswer = { readonly httpStatus: number; readonly body: Readonly<Record<string, unknown>> };

/** Meta's error body (facts §5.9). */
export function graphError(refusal: Refusal, traceId: string): GraphAnswer {
  const description = describeCode(refusal.code);
  const error = {
    message: refusal.message ?? `(#${refusal.code}) ${description.title}`,
    type: refusal.type ?? 'OAuthException',
    code: refusal.code,
    error_data: { messaging_product: 'whatsapp', details: refusal.details ?? description.details },
    ...(refusal.subcode === undefined ? {} : { error_subcode: refusal.subcode }),
    fbtrace_id: traceId,
  };
  return { httpStatus: description.httpStatus, body: { error } };
}
