import { z } from 'zod';
import { headerFileSchema } from './media.ts';
import { locationBodySchema } from './location.ts';

const parameter_name = z.string().min(1).optional();
const text = z.string().min(1);

const textParameterSchema = z.strictObject({ type: z.literal('text'), parameter_name, text });

/** What fills a variable or a header (facts §5.6). */
export const parameterSchema = z.discriminatedUnion('type', [
  textParameterSchema,
  z.strictObject({
    type: z.literal('currency'),
    parameter_name,
    currency: z.strictObject({ fallback_value: text, code: z.string().length(3), amount_1000: z.int() }),
  }),
  z.strictObject({
    type: z.literal('date_time'),
    parameter_name,
    date_time: z.strictObject({ fallback_value: text }),
  }),
  z.strictObject({ type: z.literal('image'), image: headerFileSchema }),
  z.strictObject({ type: z.literal('video'), video: headerFileSchema }),
  z.strictObject({ type: z.literal('document'), document: headerFileSchema }),
  z.strictObject({ type: z.literal('location'), location: locationBodySchema }),
]);
export type TemplateParameter = z.infer<typeof parameterSchema>;

const index = z.union([z.string().regex(/^\d$/), z.int().min(0).max(9)]).transform(Number);

const buttonSchema = z.discriminatedUnion('sub_type', [
  z.strictObject({
    type: z.literal('button'),
    sub_type: z.literal('url'),
    index,
    parameters: z.tuple([z.strictObject({ type: z.literal('text'), text })]),
  }),
  z.strictObject({
    type: z.literal('button'),
    sub_type: z.literal('quick_reply'),
    index,
    parameters: z.tuple([z.strictObject({ type: z.literal('payload'), payload: z.string().min(1) })]),
  }),
  z.strictObject({
    type: z.literal('button'),
    sub_type: z.literal('copy_code'),
    index,
    parameters: z.tuple([z.strictObject({ type: z.literal('coupon_code'), coupon_code: z.string().min(1).max(15) })]),
  }),
  z.strictObject({
    type: z.literal('button'),
    sub_type: z.literal('flow'),
    index,
    parameters: z
      .tuple([
        z.strictObject({
          type: z.literal('action'),
          action: z.strictObject({
            flow_token: z.string().optional(),
            flow_action_data: z.record(z.string(), z.unknown()).optional(),
          }),
        }),
      ])
      .optional(),
  }),
]);
export type ButtonParameters = z.infer<typeof buttonSchema>;

const componentSchema = z.union([
  z.strictObject({ type: z.literal('header'), parameters: z.array(parameterSchema) }),
  z.strictObject({ type: z.literal('body'), parameters: z.array(parameterSchema) }),
  buttonSchema,
]);

/** Facts §5.6. Whether it fits the catalogue is `template-check.ts`'s question. */
export const templateBodySchema = z.strictObject({
  name: z.string().min(1).max(512),
  language: z.strictObject({ code: z.string().min(1), policy: z.literal('deterministic').optional() }),
  namespace: z.string().optional(),
  components: z.array(componentSchema).optional(),
});
export type TemplateBody = z.infer<typeof templateBodySchema>;
