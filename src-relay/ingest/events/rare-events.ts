import { z } from 'zod';

import { failuresSchema, momentSchema, opaqueIdSchema, personSchema, wordsSchema } from './shared-shapes.ts';

const number = opaqueIdSchema.nullable();
const account = opaqueIdSchema.nullable();
const at = momentSchema;
const person = personSchema;

/** A conversation has another owner among the apps of a number (facts §2.10). */
export const turnPassedSchema = z.strictObject({
  type: z.literal('turn.passed'),
  number,
  at,
  person,
  means: z.enum(['passed', 'taken']),
  from: wordsSchema,
  to: wordsSchema,
  fromApp: wordsSchema,
  note: wordsSchema,
  summaryKind: wordsSchema,
  summary: wordsSchema,
});

/** Calls stay on the phone in coexistence; these are kept and no more (facts §2.8). */
export const callEventSchemas = [
  z.strictObject({
    type: z.literal('call.changed'),
    number,
    at,
    id: opaqueIdSchema,
    change: z.string(),
    direction: z.enum(['inbound', 'outbound']).nullable(),
    person,
    outcome: wordsSchema,
    startedAt: momentSchema,
    endedAt: momentSchema,
    seconds: z.number().nullable(),
    callbackData: wordsSchema,
  }),
  z.strictObject({ type: z.literal('call.status'), number, at, id: opaqueIdSchema, status: z.string(), person }),
] as const;

const groupMemberSchema = z
  .strictObject({ written: wordsSchema, person: personSchema, failures: failuresSchema })
  .meta({ id: 'group member' });

const group = opaqueIdSchema.nullable();
const request = opaqueIdSchema.nullable();

/** Groups are not offered to coexistence numbers; these are kept and no more (facts §2.9). */
export const groupEventSchemas = [
  z.strictObject({
    type: z.literal('group.lifecycle'),
    number,
    at,
    group,
    request,
    change: z.string(),
    subject: wordsSchema,
    description: wordsSchema,
    inviteLink: wordsSchema,
    approval: wordsSchema,
    failures: failuresSchema,
  }),
  z.strictObject({
    type: z.literal('group.participants'),
    number,
    at,
    group,
    request,
    change: z.string(),
    reason: wordsSchema,
    initiator: wordsSchema,
    joinRequest: wordsSchema,
    added: z.array(groupMemberSchema),
    removed: z.array(groupMemberSchema),
    failed: z.array(groupMemberSchema),
    failures: failuresSchema,
  }),
  z.strictObject({
    type: z.literal('group.settings'),
    number,
    at,
    group,
    request,
    subject: wordsSchema,
    description: wordsSchema,
    isPictureChanged: z.boolean().nullable(),
    failures: failuresSchema,
  }),
  z.strictObject({ type: z.literal('group.status'), number, at, group, request, change: z.string() }),
] as const;

/** Forms (WhatsApp Flows): their life and their alarms (facts §2.11). */
export const flowEventSchemas = [
  z.strictObject({
    type: z.literal('flow.status'),
    account,
    at,
    flow: opaqueIdSchema.nullable(),
    before: wordsSchema,
    after: wordsSchema,
    note: wordsSchema,
  }),
  z.strictObject({
    type: z.literal('flow.alert'),
    account,
    at,
    flow: opaqueIdSchema.nullable(),
    alert: z.string(),
    note: wordsSchema,
  }),
] as const;

/** The provider reports trouble that belongs to no message (facts §2.1). */
export const providerFailedSchema = z.strictObject({
  type: z.literal('provider.failed'),
  number,
  account,
  at,
  field: z.string(),
  failures: failuresSchema,
});

/** Known, and nothing to do: kept for the record. */
export const providerNoticeSchema = z.strictObject({
  type: z.literal('provider.notice'),
  number,
  account,
  at,
  field: z.string(),
  name: wordsSchema,
});
