import { z } from 'zod';
import { issueOf } from '../schema-refusal.ts';
import { headerFileSchema } from './media.ts';

/** Limits from the table of facts §5.3. */
const MOST_BUTTONS = 3;
const MOST_SECTIONS = 10;
const MOST_ROWS = 10;
const LONGEST_CTA = 30;

const body = (longest: number) => z.strictObject({ text: z.string().min(1).max(longest) });
const footer = z.strictObject({ text: z.string().min(1).max(60) }).optional();
const textHeader = z.strictObject({ type: z.literal('text'), text: z.string().min(1).max(60) });

const anyHeader = z
  .discriminatedUnion('type', [
    textHeader,
    z.strictObject({ type: z.literal('image'), image: headerFileSchema }),
    z.strictObject({ type: z.literal('video'), video: headerFileSchema }),
    z.strictObject({ type: z.literal('document'), document: headerFileSchema }),
  ])
  .optional();

const buttonSchema = z.strictObject({
  type: z.literal('reply'),
  reply: z.strictObject({ id: z.string().min(1).max(256), title: z.string().min(1).max(20) }),
});

const buttonsSchema = z.strictObject({
  type: z.literal('button'),
  header: anyHeader,
  body: body(1024),
  footer,
  action: z
    .strictObject({ buttons: z.array(buttonSchema).min(1).max(MOST_BUTTONS) })
    .superRefine(({ buttons }, context) => {
      checkUnique(
        buttons.map(({ reply }) => reply.id),
        context,
      );
    }),
});

const rowSchema = z.strictObject({
  id: z.string().min(1).max(200),
  title: z.string().min(1).max(24),
  description: z.string().max(72).optional(),
});

const listSchema = z.strictObject({
  type: z.literal('list'),
  header: textHeader.optional(),
  body: body(4096),
  footer,
  action: z
    .strictObject({
      button: z.string().min(1).max(20),
      sections: z
        .array(z.strictObject({ title: z.string().max(24).optional(), rows: z.array(rowSchema).min(1) }))
        .min(1)
        .max(MOST_SECTIONS),
    })
    .superRefine(({ sections }, context) => {
      const rows = sections.flatMap((section) => section.rows);
      if (rows.length > MOST_ROWS) context.addIssue(issueOf(100, `A list has at most ${MOST_ROWS} rows in total.`));
      checkUnique(
        rows.map(({ id }) => id),
        context,
      );
    }),
});

const linkSchema = z.strictObject({
  type: z.literal('cta_url'),
  header: anyHeader,
  body: body(1024),
  footer,
  action: z.strictObject({
    name: z.literal('cta_url'),
    parameters: z.strictObject({
      display_text: z.string().min(1).max(20),
      url: z.url({ protocol: /^https?$/ }),
    }),
  }),
});

const locationRequestSchema = z.strictObject({
  type: z.literal('location_request_message'),
  body: body(1024),
  action: z.strictObject({ name: z.literal('send_location') }),
});

const contactRequestSchema = z.strictObject({
  type: z.literal('request_contact_info'),
  body: body(1024),
  action: z.strictObject({ name: z.literal('request_contact_info') }).optional(),
});

const flowSchema = z.strictObject({
  type: z.literal('flow'),
  header: anyHeader,
  body: body(1024),
  footer,
  action: z.strictObject({
    name: z.literal('flow'),
    parameters: z
      .strictObject({
        flow_message_version: z.literal('3'),
        flow_id: z.string().min(1).optional(),
        flow_name: z.string().min(1).optional(),
        flow_cta: z.string().min(1).max(LONGEST_CTA),
        flow_token: z.string().min(1).optional(),
        mode: z.enum(['draft', 'published']).optional(),
        flow_action: z.enum(['navigate', 'data_exchange']).optional(),
        flow_action_payload: z
          .strictObject({ screen: z.string().min(1), data: z.record(z.string(), z.unknown()).optional() })
          .optional(),
      })
      .superRefine(({ flow_id: id, flow_name: name }, context) => {
        if ((id === undefined) === (name === undefined)) {
          context.addIssue(issueOf(131009, 'Exactly one of flow_id and flow_name is required.'));
        }
      }),
  }),
});

export const interactiveBodySchema = z.discriminatedUnion('type', [
  buttonsSchema,
  listSchema,
  linkSchema,
  locationRequestSchema,
  contactRequestSchema,
  flowSchema,
]);
export type InteractiveBody = z.infer<typeof interactiveBodySchema>;

/**
 * Interactive types that a coexistence number can't send: its catalogue, orders and calls stay in the app (facts §4.5),
 * India's addresses are for Indian numbers, and of carousels the facts know the name alone.
 */
const unavailableTypes: readonly unknown[] = [
  'product',
  'product_list',
  'catalog_message',
  'carousel',
  'address_message',
  'call_permission_request',
  'voice_call',
];

const typedSchema = z.object({ type: z.unknown() });

/** Refused with 131051, whatever else the body says. */
export function isUnavailable(interactive: unknown): boolean {
  const typed = typedSchema.safeParse(interactive);
  return typed.success && unavailableTypes.includes(typed.data.type);
}

function checkUnique(ids: readonly string[], context: z.core.$RefinementCtx): void {
  if (new Set(ids).size < ids.length) context.addIssue(issueOf(131009, 'The ids must be unique in a message.'));
}
