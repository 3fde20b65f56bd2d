import { z } from 'zod';

/** Reads what the tests look at out of a webhook; the shapes are those of Meta, not of the sandbox's own types. */
const webhookSchema = z.object({
  entry: z.tuple([
    z.object({
      changes: z.tuple([z.object({ field: z.string(), value: z.record(z.string(), z.unknown()) })]),
    }),
  ]),
});

const statusSchema = z.looseObject({ id: z.string(), status: z.string(), timestamp: z.string() });
export type Status = z.infer<typeof statusSchema>;

export function changeOf(json: unknown): { field: string; value: Record<string, unknown> } {
  return webhookSchema.parse(json).entry[0].changes[0];
}

export function statusesIn(posts: readonly { readonly json: unknown }[]): readonly Status[] {
  return posts.flatMap(({ json }) => z.array(statusSchema).parse(changeOf(json).value['statuses'] ?? []));
}

const errorSchema = z.object({
  error: z.object({
    message: z.string(),
    type: z.string(),
    code: z.number(),
    error_subcode: z.number().optional(),
    error_data: z.object({ messaging_product: z.literal('whatsapp'), details: z.string() }),
    fbtrace_id: z.string().min(1),
  }),
});

export function errorIn(body: unknown): z.infer<typeof errorSchema>['error'] {
  return errorSchema.parse(body).error;
}

const acceptedSchema = z.object({
  messaging_product: z.literal('whatsapp'),
  contacts: z.tuple([z.record(z.string(), z.string())]),
  messages: z.tuple([
    z.strictObject({ id: z.string().startsWith('wamid.'), message_status: z.literal('accepted').optional() }),
  ]),
});

export function wamidIn(body: unknown): string {
  return acceptedSchema.parse(body).messages[0].id;
}
