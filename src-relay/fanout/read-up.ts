import { z } from 'zod';

import { helloSchema, type Hello } from '../../src-shared/protocol/hello.ts';
import { PROTOCOL_FLOOR, PROTOCOL_VERSION } from '../../src-shared/protocol/protocol-version.ts';
import type { Refused } from '../../src-shared/protocol/refused.ts';

export type Refusal = {
  readonly kind: 'refused';
  readonly code: Refused['code'];
  readonly detail: string;
};

const greetingSchema = z.looseObject({ type: z.literal('hello'), protocol: z.number().int() });
const typeSchema = z.looseObject({ type: z.string() });

/** JSON of a text message; undefined for anything else. */
export function parseUp(text: string): unknown {
  try {
    const json: unknown = JSON.parse(text);
    return json;
  } catch {
    return undefined;
  }
}

/**
 * Reads the first message. The version is looked at before the rest, so that a hello of another version gets its coded
 * refusal whatever shape it has (rule P1).
 */
export function readHello(json: unknown): { readonly kind: 'hello'; readonly hello: Hello } | Refusal {
  const greeting = greetingSchema.safeParse(json);
  if (!greeting.success) return notAHello(json);
  const { protocol } = greeting.data;
  if (protocol < PROTOCOL_FLOOR) return refusal('protocol_too_old', `speaks ${protocol}`);
  if (protocol > PROTOCOL_VERSION) return refusal('protocol_too_new', `speaks ${protocol}`);
  const hello = helloSchema.safeParse(json);
  if (!hello.success) return refusal('malformed', describeProblem(hello.error));
  return { kind: 'hello', hello: hello.data };
}

/** Where a message went wrong, without any of its values. */
export function describeProblem(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue === undefined ? 'unknown' : `${issue.path.join('.')}: ${issue.code}`;
}

export function refusal(code: Refused['code'], detail: string): Refusal {
  return { kind: 'refused', code, detail };
}

function notAHello(json: unknown): Refusal {
  const other = typeSchema.safeParse(json);
  if (!other.success) return refusal('malformed', 'not a message');
  return other.data.type === 'hello'
    ? refusal('malformed', 'hello without a version')
    : refusal('hello_expected', 'another message came first');
}
