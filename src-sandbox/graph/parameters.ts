import { z } from 'zod';
import { parseJsonBody } from '../json-body.ts';
import type { GraphRequest } from './graph-call.ts';
import type { Refusal } from './graph-error.ts';

export type Parameters =
  | { readonly kind: 'read'; readonly values: Readonly<Record<string, unknown>> }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

const objectSchema = z.record(z.string(), z.unknown());

/** A body that must be a JSON object. */
export function readBody(body: unknown): Parameters {
  const json = parseJsonBody(body);
  if (!json.ok) return refuse('The body is not valid JSON.');
  const object = objectSchema.safeParse(json.value);
  return object.success ? { kind: 'read', values: object.data } : refuse('The body must be a JSON object.');
}

/** As `readBody`, for calls that may come without a body. */
export function readOptionalBody(body: unknown): Parameters {
  const isEmpty = body === undefined || (Buffer.isBuffer(body) && body.length === 0);
  return isEmpty ? { kind: 'read', values: {} } : readBody(body);
}

type ProofPlaces = Pick<GraphRequest, 'query' | 'contentType' | 'body'>;

const proofSchema = z.object({ appsecret_proof: z.string() });

/** `appsecret_proof` from the query or from a JSON body (facts §5.1). */
export function appSecretProofOf({ query, contentType, body }: ProofPlaces): string | undefined {
  const inQuery = query.get('appsecret_proof');
  if (inQuery !== null) return inQuery;
  if (contentType?.startsWith('multipart/') === true) return undefined;
  const json = parseJsonBody(body);
  return json.ok ? proofSchema.safeParse(json.value).data?.appsecret_proof : undefined;
}

function refuse(details: string): Parameters {
  return { kind: 'refused', refusal: { code: 100, details } };
}
