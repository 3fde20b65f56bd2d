import { z } from 'zod';
import type { Refusal } from './graph-error.ts';

const MAX_TEXT = 4096;
const MAX_CALLBACK_DATA = 512;

/** Facts §5.2 and §5.3. `to` wins when `recipient` is there too (facts §3.4). */
const textSendSchema = z.object({
  messaging_product: z.literal('whatsapp'),
  recipient_type: z.literal('individual').optional(),
  to: z.string().min(1).optional(),
  recipient: z.string().min(1).optional(),
  type: z.literal('text'),
  text: z.object({ body: z.string().min(1).max(MAX_TEXT), preview_url: z.boolean().optional() }),
  context: z.object({ message_id: z.string().min(1) }).optional(),
  biz_opaque_callback_data: z.string().max(MAX_CALLBACK_DATA).optional(),
});

const markReadSchema = z.object({
  messaging_product: z.literal('whatsapp'),
  status: z.literal('read'),
  message_id: z.string().min(1),
  typing_indicator: z.object({ type: z.literal('text') }).optional(),
});

export type TextSend = {
  readonly address: { readonly by: 'phone' | 'user_id'; readonly input: string };
  readonly text: string;
  readonly replyTo: string | undefined;
  readonly bizOpaqueCallbackData: string | undefined;
};

export type MessagesRequest =
  | { readonly kind: 'send'; readonly send: TextSend }
  | { readonly kind: 'mark-read'; readonly wamid: string }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

const unplayedTypes: readonly string[] = [
  'image',
  'video',
  'audio',
  'document',
  'sticker',
  'location',
  'contacts',
  'reaction',
  'interactive',
  'template',
];

/** Reads the body of `POST /{PHONE_ID}/messages` the way Meta does: what it can't take is refused with a code. */
export function readMessagesRequest(body: unknown): MessagesRequest {
  const object = z.record(z.string(), z.unknown()).safeParse(body);
  if (!object.success) return refused({ code: 100, details: 'The body must be a JSON object.' });
  return 'status' in object.data ? readMarkRead(object.data) : readSend(object.data);
}

function readMarkRead(body: Readonly<Record<string, unknown>>): MessagesRequest {
  const parsed = markReadSchema.safeParse(body);
  if (!parsed.success) return refused(refusalOf(parsed.error, body));
  return { kind: 'mark-read', wamid: parsed.data.message_id };
}

function readSend(body: Readonly<Record<string, unknown>>): MessagesRequest {
  const type = body['type'];
  if (typeof type === 'string' && unplayedTypes.includes(type)) {
    return refused({ code: 131051, details: `The sandbox does not play messages of type ${type} yet.` });
  }
  const parsed = textSendSchema.safeParse(body);
  if (!parsed.success) return refused(refusalOf(parsed.error, body));
  const { to, recipient, text } = parsed.data;
  const input = to ?? recipient;
  if (input === undefined) return refused({ code: 131008, details: 'The parameter to is required.' });
  return {
    kind: 'send',
    send: {
      address: { by: to === undefined ? 'user_id' : 'phone', input },
      text: text.body,
      replyTo: parsed.data.context?.message_id,
      bizOpaqueCallbackData: parsed.data.biz_opaque_callback_data,
    },
  };
}

function refused(refusal: Refusal): MessagesRequest {
  return { kind: 'refused', refusal };
}

/** 131008 for what is missing, 131009 for a value of the wrong kind, 100 for one outside its limits (facts §5.9). */
function refusalOf(error: z.ZodError, body: unknown): Refusal {
  const issue = error.issues[0];
  if (issue === undefined) return { code: 100 };
  const name = parameterName(issue.path);
  if (valueAt(body, issue.path) === undefined) {
    return { code: 131008, details: `The parameter ${name} is required.` };
  }
  if (issue.code === 'too_big') return tooLong(name, Number(issue.maximum));
  if (issue.code === 'too_small') return tooShort(name);
  if (issue.code === 'invalid_value') return notOneOf(name, issue.values.map(String));
  return { code: 131009, details: `The parameter ${name} has a value of the wrong type.` };
}

function tooLong(name: string, maximum: number): Refusal {
  const details = `Param ${name} must be at most ${maximum} characters long.`;
  return { code: 100, message: `(#100) ${details}`, details };
}

function tooShort(name: string): Refusal {
  const details = `Param ${name} must not be empty.`;
  return { code: 100, message: `(#100) ${details}`, details };
}

function notOneOf(name: string, values: readonly string[]): Refusal {
  const details = `Param ${name} must be one of {${values.join(', ').toUpperCase()}}.`;
  return { code: 100, message: `(#100) ${details}`, details };
}

function parameterName(path: readonly PropertyKey[]): string {
  const [head, ...rest] = path.map(String);
  return [head, ...rest.map((part) => `['${part}']`)].join('');
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}
