import type { Refusal } from './graph-error.ts';

export type Json = Readonly<Record<string, unknown>>;

/** What a call comes to, before it is written onto the line. */
export type GraphAnswer =
  | { readonly kind: 'json'; readonly body: Json }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** A gateway's page, not Graph's JSON. */
  | { readonly kind: 'gateway'; readonly httpStatus: number }
  /** The line is cut, or stays silent until the caller gives up. */
  | { readonly kind: 'none'; readonly line: 'cut' | 'silent' };

export function answered(body: Json): GraphAnswer {
  return { kind: 'json', body };
}

export function refused(refusal: Refusal): GraphAnswer {
  return { kind: 'refused', refusal };
}

export const succeeded: GraphAnswer = answered({ success: true });
