import { z } from 'zod';

import { behaviourOfGraphError, isOutageCode, type RefusalBehaviour } from './graph-error-codes.ts';

/** What came of one call to send a message. `detail` is for a log: it never holds text, numbers or tokens. */
export type SendOutcome =
  | { readonly kind: 'accepted'; readonly providerId: string }
  | {
      readonly kind: 'rejected';
      readonly code: number | null;
      readonly behaviour: RefusalBehaviour;
      readonly detail: string;
    }
  /** Meta may or may not have taken it. */
  | {
      readonly kind: 'ambiguous';
      readonly code: number | null;
      /** It is the server or the way there that is in trouble, and not this message or this number. */
      readonly isOutage: boolean;
      readonly detail: string;
    }
  /** The request certainly never left. */
  | { readonly kind: 'unreachable'; readonly detail: string };

/** No call was begun: its address is left alone. */
export type NotMade = { readonly kind: 'not_made' };

const SERVER_FAULT = 500;

const acceptedSchema = z.looseObject({
  messages: z.tuple([z.looseObject({ id: z.string().min(1) })]).rest(z.unknown()),
});

const rejectedSchema = z.looseObject({
  error: z.looseObject({
    code: z.coerce.number().int().nullable().catch(null),
    fbtrace_id: z.string().optional().catch(undefined),
  }),
});

/** Reads an answer of the messages endpoint, whatever it looks like. */
export function readSendAnswer(httpStatus: number, body: string): SendOutcome {
  const json = parseJson(body);
  const rejected = rejectedSchema.safeParse(json);
  if (rejected.success) {
    const { code, fbtrace_id: trace } = rejected.data.error;
    return refusal(httpStatus, code, `HTTP ${httpStatus}, code ${code}, trace ${trace ?? 'none'}`);
  }
  if (httpStatus >= 400) return refusal(httpStatus, null, `HTTP ${httpStatus} without an error code`);
  const accepted = acceptedSchema.safeParse(json);
  if (accepted.success) return { kind: 'accepted', providerId: accepted.data.messages[0].id };
  return { kind: 'ambiguous', code: null, isOutage: false, detail: `HTTP ${httpStatus} without a message id` };
}

function refusal(httpStatus: number, code: number | null, detail: string): SendOutcome {
  const behaviour = behaviourOfGraphError(code, httpStatus);
  const isOutage = httpStatus >= SERVER_FAULT && (code === null || isOutageCode(code));
  if (behaviour === 'check_first') return { kind: 'ambiguous', code, isOutage, detail };
  return { kind: 'rejected', code, behaviour, detail };
}

function parseJson(body: string): unknown {
  try {
    const json: unknown = JSON.parse(body);
    return json;
  } catch {
    return undefined;
  }
}
