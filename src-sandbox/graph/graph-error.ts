import { describeCode } from '../world/error-codes.ts';

/** Why Graph refuses a call; what is left out comes from the code's own description. */
export type Refusal = {
  readonly code: number;
  readonly details?: string | undefined;
  readonly message?: string | undefined;
  readonly subcode?: number | undefined;
  readonly type?: 'OAuthException' | 'GraphMethodException' | undefined;
  /** What stands beside `error` in the body, as the lists of a mixed result do (facts §5.8). */
  readonly beside?: Readonly<Record<string, unknown>> | undefined;
};

export type ErrorAnswer = { readonly httpStatus: number; readonly body: Readonly<Record<string, unknown>> };

/** Meta's error body (facts §5.9). */
export function graphError(refusal: Refusal, traceId: string): ErrorAnswer {
  const description = describeCode(refusal.code);
  const error = {
    message: refusal.message ?? `(#${refusal.code}) ${description.title}`,
    type: refusal.type ?? 'OAuthException',
    code: refusal.code,
    error_data: { messaging_product: 'whatsapp', details: refusal.details ?? description.details },
    ...(refusal.subcode === undefined ? {} : { error_subcode: refusal.subcode }),
    fbtrace_id: traceId,
  };
  return { httpStatus: description.httpStatus, body: { ...refusal.beside, error } };
}

/** 100 with the same words as message and as details. */
export function invalidParameter(words: string): Refusal {
  return { code: 100, message: `(#100) ${words}`, details: words };
}

export function missingParameter(name: string): Refusal {
  return { code: 131008, details: `The parameter ${name} is required.` };
}

export function badValue(words: string): Refusal {
  return { code: 131009, details: words };
}

export function unknownPath(path: string): Refusal {
  return {
    code: 2500,
    message: `Unknown path components: /${path}`,
    details: 'The path is not part of this API version.',
  };
}

/** What is unknown, gone, not the caller's, or can't do this: Graph does not say which (facts §5.9, 33). */
export function unknownObject(method: string, id: string): Refusal {
  const message =
    `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to ` +
    'missing permissions, or does not support this operation';
  return { code: 100, subcode: 33, type: 'GraphMethodException', message, details: message };
}
