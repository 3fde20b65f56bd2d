import { z } from 'zod';

import { momentSchema, opaqueIdSchema, phoneSchema, wordsSchema } from './shared-shapes.ts';

const account = opaqueIdSchema.nullable();
const at = momentSchema;
const phone = phoneSchema.nullable();
const owner = opaqueIdSchema.nullable();
const app = opaqueIdSchema.nullable();

/** Persons a day, or a word of the provider's for what is no number; null = not said. */
const limitSchema = z.union([z.number().int().nonnegative(), z.string()]).nullable();

const restrictionSchema = z
  .strictObject({ action: wordsSchema, until: momentSchema, remedy: wordsSchema })
  .meta({ id: 'restriction' });

const countrySchema = z.strictObject({ country: wordsSchema, startsAt: momentSchema }).meta({ id: 'country start' });

/** What happened to a whole WhatsApp Business account (facts §2.6, §2.7). */
export const accountEventSchemas = [
  z.strictObject({ type: z.literal('account.connected'), account, at, phone, owner, app }),
  z.strictObject({
    type: z.literal('account.disconnected'),
    account,
    at,
    phone,
    owner,
    app,
    reason: wordsSchema,
    initiator: wordsSchema,
  }),
  z.strictObject({ type: z.literal('account.app_installed'), account, at, phone, owner, app }),
  z.strictObject({ type: z.literal('account.app_removed'), account, at, phone, owner, app }),
  z.strictObject({ type: z.literal('account.paused'), account, at, phone }),
  z.strictObject({ type: z.literal('account.resumed'), account, at, phone }),
  z.strictObject({ type: z.literal('account.deleted'), account, at, phone }),
  z.strictObject({
    type: z.literal('account.restricted'),
    account,
    at,
    phone,
    restrictions: z.array(restrictionSchema),
  }),
  z.strictObject({ type: z.literal('account.violation'), account, at, phone, violation: wordsSchema }),
  z.strictObject({ type: z.literal('account.ban'), account, at, phone, state: wordsSchema, date: wordsSchema }),
  z.strictObject({
    type: z.literal('account.price_tier'),
    account,
    at,
    updatedAt: momentSchema,
    category: wordsSchema,
    tier: wordsSchema,
    month: wordsSchema,
    region: wordsSchema,
  }),
  z.strictObject({
    type: z.literal('account.auth_price'),
    account,
    at,
    startsAt: momentSchema,
    exceptions: z.array(countrySchema),
  }),
  z.strictObject({ type: z.literal('account.country'), account, at, country: wordsSchema }),
  z.strictObject({
    type: z.literal('account.certification'),
    account,
    at,
    business: wordsSchema,
    status: wordsSchema,
    reasons: z.array(z.string()),
  }),
  z.strictObject({ type: z.literal('account.review'), account, at, decision: z.string() }),
  z.strictObject({
    type: z.literal('account.alert'),
    account,
    at,
    entity: wordsSchema,
    entityId: wordsSchema,
    alert: wordsSchema,
    severity: wordsSchema,
    status: wordsSchema,
    description: wordsSchema,
  }),
  z.strictObject({
    type: z.literal('account.limits'),
    account,
    at,
    dailyLimit: limitSchema,
    numberLimit: limitSchema,
  }),
] as const;

/** News of one business number (facts §2.7); only the settings name it by id. */
export const numberEventSchemas = [
  z.strictObject({
    type: z.literal('number.limit'),
    account,
    at,
    phone,
    change: wordsSchema,
    dailyLimit: limitSchema,
    currentLimit: limitSchema,
    previousLimit: limitSchema,
  }),
  z.strictObject({
    type: z.literal('number.name'),
    account,
    at,
    phone,
    decision: z.string(),
    name: wordsSchema,
    reason: wordsSchema,
  }),
  z.strictObject({
    type: z.literal('number.security'),
    account,
    at,
    phone,
    change: z.string(),
    requester: wordsSchema,
  }),
  z.strictObject({
    type: z.literal('number.settings'),
    account,
    at,
    number: opaqueIdSchema.nullable(),
    kind: z.string(),
    settings: z.array(z.string()),
  }),
  z.strictObject({ type: z.literal('number.username'), account, at, phone, username: wordsSchema, status: z.string() }),
] as const;

const templateSchema = z
  .strictObject({ id: opaqueIdSchema.nullable(), name: wordsSchema, language: wordsSchema })
  .meta({ id: 'template' });

const buttonSchema = z
  .strictObject({ kind: wordsSchema, text: wordsSchema, url: wordsSchema, phone: wordsSchema })
  .meta({ id: 'template button' });

/** News of a message template (facts §2.7). */
export const templateEventSchemas = [
  z.strictObject({
    type: z.literal('template.status'),
    account,
    at,
    template: templateSchema,
    status: z.string(),
    category: wordsSchema,
    reason: wordsSchema,
    noteTitle: wordsSchema,
    note: wordsSchema,
    rejection: wordsSchema,
    recommendation: wordsSchema,
    disabledOn: wordsSchema,
  }),
  z.strictObject({
    type: z.literal('template.quality'),
    account,
    at,
    template: templateSchema,
    before: wordsSchema,
    after: z.string(),
  }),
  z.strictObject({
    type: z.literal('template.content'),
    account,
    at,
    template: templateSchema,
    title: wordsSchema,
    body: wordsSchema,
    footer: wordsSchema,
    buttons: z.array(buttonSchema),
  }),
  z.strictObject({
    type: z.literal('template.category'),
    account,
    at,
    template: templateSchema,
    before: wordsSchema,
    after: wordsSchema,
    effectiveAt: momentSchema,
  }),
] as const;
